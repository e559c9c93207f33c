using System.Text;
using System.Text.Json.Nodes;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Formats.Zip;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Keras;

/// <summary>Vocabularies that layers learned in Keras, which it keeps in the assets of a file (Keras 3, IndexLookup.save_assets); and
/// inputs of texts.</summary>
public sealed class VocabularyAssetsTests
{
    private const string Texts =
        """{"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 1], "dtype": "string", "name": "x"}}""";

    /// <summary>As Keras writes a layer that has learned a vocabulary: none is given.</summary>
    private const string Lookup = """
        {"module": "keras.layers", "class_name": "StringLookup", "config": {"name": "l", "trainable": true,
         "dtype": {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}},
         "invert": false, "max_tokens": null, "num_oov_indices": 1, "oov_token": "[UNK]", "mask_token": null, "output_mode": "one_hot",
         "sparse": false, "pad_to_max_tokens": false,
         "idf_weights": null, "vocabulary": null, "vocabulary_size": 4, "encoding": "utf-8"}}
        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_lookup_has_the_vocabulary_that_it_learned(string newLine)
    {
        Model model = Load(Sequential(Texts, Lookup), ("assets/layers/string_lookup/vocabulary.txt", string.Join(newLine, "[UNK]", "b", "", "ä ö")));
        StringLookup lookup = Assert.IsType<StringLookup>(model.GetLayer("l"));
        Assert.Equal(["[UNK]", "b", "", "ä ö"], lookup.Vocabulary);
        Near.Equal([0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0], model.Predict(lookup.IndicesOf(["ä ö", "?", "b"]).Reshape([3, 1])), 0);
    }

    [Fact]
    public void Texts_become_the_numbers_of_their_tokens()
    {
        string vectorization = """
            {"module": "keras.layers", "class_name": "TextVectorization", "config": {"name": "t", "dtype": "string",
             "max_tokens": 100, "standardize": "lower_and_strip_punctuation", "split": "whitespace",
             "ngrams": null, "output_mode": "int", "output_sequence_length": 4, "pad_to_max_tokens": false, "sparse": false, "ragged": false,
             "vocabulary": null, "idf_weights": null, "encoding": "utf-8", "vocabulary_size": 5}}
            """;
        Model model = Load(
            Sequential(Texts, vectorization),
            ("assets/layers/text_vectorization/vocabulary.txt", "\n[UNK]\nbaz\nbar\nfoo"),
            ("assets/layers/text_vectorization/_lookup_layer/vocabulary.txt", "\n[UNK]\nbaz\nbar\nfoo"));
        TextVectorization layer = Assert.IsType<TextVectorization>(model.GetLayer("t"));
        Near.Equal([4, 1, 3, 0, 1, 2, 0, 0], model.Predict(layer.IndicesOf(["Foo qux, bar!", "qux baz"])), 0);
    }

    [Theory]
    [InlineData("[null]")]
    [InlineData("[null, 1]")]
    public void Texts_of_any_length_and_texts_that_are_counted_have_open_inputs(string shape)
    {
        string texts = $$$"""{"class_name": "InputLayer", "config": {"batch_shape": {{{shape}}}, "dtype": "string", "name": "x"}}""";
        string endless = """{"class_name": "TextVectorization", "config": {"name": "t", "vocabulary": ["", "[UNK]", "baz", "bar", "foo"]}}""";
        Model model = Load(Sequential(texts, endless));
        TextVectorization layer = Assert.IsType<TextVectorization>(model.GetLayer("t"));
        Near.Equal([4, 1, 3, 1, 2, 0], model.Predict(layer.IndicesOf(["Foo qux, bar!", "qux baz"])), 0);
        Near.Equal([4, 3, 2, 3, 4], model.Predict(layer.IndicesOf(["foo bar baz bar foo"])), 0);
        using MemoryStream stream = new();
        ModelFile.Save(model, stream);
        Assert.Contains(
            """batch_shape":[null,1],"dtype":"string""",
            JsonNode.Parse(KerasArchive.Read(stream.ToArray()).ConfigJson!)!.ToJsonString(),
            StringComparison.Ordinal);

        string counts = """{"class_name": "TextVectorization", "config": {"name": "t", "output_mode": "count", "vocabulary": ["[UNK]", "a", "b"]}}""";
        model = Load(Sequential(texts, counts));
        layer = Assert.IsType<TextVectorization>(model.GetLayer("t"));
        Near.Equal([1, 2, 0, 0, 0, 1], model.Predict(layer.IndicesOf(["a q a", "b"])), 0);
    }

    [Fact]
    public void Weights_of_tokens_are_read()
    {
        string vectorization =
            """{"class_name": "TextVectorization", "config": {"name": "t", "output_mode": "tf_idf", "vocabulary": null, "idf_weights": null}}""";
        Hdf5Group weights = new();
        weights.AddDataset("layers/text_vectorization/vars/idf_weights", StoredArray.Of([4], [1.5f, 1f, 2f, 0f])); // filled up
        string numbers = """{"class_name": "InputLayer", "config": {"batch_shape": [null, 3], "dtype": "int32", "name": "x"}}""";
        Model model = Load(Sequential(numbers, vectorization), weights, ("assets/layers/text_vectorization/_lookup_layer/vocabulary.txt", "[UNK]\na\nb"));
        TextVectorization layer = Assert.IsType<TextVectorization>(model.GetLayer("t"));
        Assert.Equal([1.0, 2.0], layer.IdfWeights);
        Near.Equal([1.5, 0, 4], model.Predict(layer.IndicesOf(["b q b"])), 0);

        // Written again they stand where Keras looks for them.
        using MemoryStream stream = new();
        ModelFile.Save(model, stream);
        Hdf5Group tree = KerasArchive.Read(stream.ToArray()).Weights;
        foreach (string folder in (string[])["vars", "_lookup_layer/vars"])
        {
            Assert.Equal([1.5f, 1f, 2f], tree.FindDataset($"layers/text_vectorization/{folder}/idf_weights")!.Values.ReadFloats());
        }

        stream.Position = 0;
        Near.Equal([1.5, 0, 4], ModelFile.Load(stream).Predict(layer.IndicesOf(["b q b"])), 0);
    }

    [Fact]
    public void Layers_are_counted_by_class_in_each_model()
    {
        string Integers(string name) => $$$"""{"class_name": "IntegerLookup", "config": {"name": "{{{name}}}", "vocabulary": null}}""";
        string given = """{"class_name": "IntegerLookup", "config": {"name": "given", "vocabulary": [70, 80]}}""";
        string numbers = """{"class_name": "InputLayer", "config": {"batch_shape": [null, 1], "dtype": "int64", "name": "x"}}""";
        Model model = Load(
            Sequential(
                numbers, Integers("first"), given, $$$"""{"class_name": "Sequential", "config": {"name": "inner", "layers": [{{{Integers("inside")}}}]}}"""),
            ("assets/layers/integer_lookup/vocabulary.txt", "-1\n5\n-7"),
            ("assets/layers/sequential/layers/integer_lookup/vocabulary.txt", "-1\n2"),
            ("assets/layers/integer_lookup_1/vocabulary.txt", "-1\n99"));
        Assert.Equal([-1, 5, -7], ((IntegerLookup)model.GetLayer("first")).Vocabulary);
        Assert.Equal([-1, 70, 80], ((IntegerLookup)model.GetLayer("given")).Vocabulary);
        Assert.Equal([-1, 2], ((IntegerLookup)((Model)model.GetLayer("inner")).GetLayer("inside")).Vocabulary);
    }

    [Fact]
    public void An_input_of_texts_is_written_for_keras_and_read_back()
    {
        Node x = new Input([2], DType.Int32), n = new Input([3], DType.Int32);
        TextVectorization words = new(["a", "b"]) { OutputSequenceLength = 3 };
        Model model = new([x, n], [new StringLookup(["u", "v"]) { OutputMode = OutputMode.MultiHot }.Apply(x), new Embedding(4, 2).Apply(words.Apply(n))]);
        using MemoryStream stream = new();
        ModelFile.Save(model, stream);
        JsonNode[] inputs = [.. JsonNode.Parse(KerasArchive.Read(stream.ToArray()).ConfigJson!)!["config"]!["layers"]!
            .AsArray()
            .Where(layer => (string?)layer!["class_name"] == "InputLayer")
            .Select(layer => layer!["config"]!)];
        Assert.Equal(["string [null,2]", "string [null,1]"], inputs.Select(input => $"{input["dtype"]} {input["batch_shape"]!.ToJsonString()}"));

        stream.Position = 0;
        Model back = ModelFile.Load(stream);
        Tensor[] rows = [Tensor.Create(new[,] { { 2, 0 } }), words.IndicesOf(["b a"])];
        IReadOnlyList<Tensor> expected = model.Predict(rows), found = back.Predict(rows);
        for (int i = 0; i < expected.Count; i++) { Assert.Equal(expected[i].ToDoubles(), found[i].ToDoubles()); }
    }

    [Fact]
    public void Texts_that_go_elsewhere_are_refused()
    {
        string dense = """{"class_name": "Dense", "config": {"name": "d", "units": 1}}""";
        Assert.Contains(
            "found inputs of type string; expected float32, float64, int32, int64 or bool. Texts may only go into StringLookup",
            Refused(Sequential(Texts, dense)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_vocabularies_are_refused()
    {
        const string Member = "assets/layers/string_lookup/vocabulary.txt";
        Assert.Contains("there is no vocabulary", Refused(Sequential(Texts, Lookup)), StringComparison.Ordinal);
        Assert.Contains(
            "there is no vocabulary",
            Refused(Sequential(Texts, Lookup), ("assets/../layers/string_lookup/vocabulary.txt", "a"u8.ToArray())),
            StringComparison.Ordinal);
        Assert.Contains(
            $"found text in {Member} that is not UTF-8; expected a token on each line",
            Refused(Sequential(Texts, Lookup), (Member, [0x61, 0xFF])),
            StringComparison.Ordinal);
        Assert.Contains(
            "Each token of a vocabulary occurs once, but \"a\" occurs again",
            Refused(Sequential(Texts, Lookup), (Member, "[UNK]\na\na"u8.ToArray())),
            StringComparison.Ordinal);
        Assert.Contains(
            $"more than 2097152 tokens in {Member}",
            Refused(Sequential(Texts, Lookup), (Member, [.. Enumerable.Repeat((byte)'\n', 1 << 21)])),
            StringComparison.Ordinal);
        string integers = """{"class_name": "IntegerLookup", "config": {"name": "i", "vocabulary": null}}""",
            numbers = """{"class_name": "InputLayer", "config": {"batch_shape": [null, 1], "dtype": "int64", "name": "x"}}""";
        Assert.Contains(
            "found \"x\" in line 2 of assets/layers/integer_lookup/vocabulary.txt; expected a whole number",
            Refused(Sequential(numbers, integers), ("assets/layers/integer_lookup/vocabulary.txt", "-1\nx"u8.ToArray())),
            StringComparison.Ordinal);
    }

    private static string Sequential(params string[] layers) =>
        $$$"""{"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": [{{{string.Join(", ", layers)}}}]}}""";

    private static string Refused(string config, params (string Name, byte[] Bytes)[] members) =>
        Assert.Throws<FileFormatException>(() => Load(Archive(config, new(), members))).Message;

    private static Model Load(string config, params (string Name, string Text)[] members) => Load(config, new(), members);

    private static Model Load(string config, Hdf5Group weights, params (string Name, string Text)[] members) =>
        Load(Archive(config, weights, [.. members.Select(member => (member.Name, Encoding.UTF8.GetBytes(member.Text)))]));

    private static Model Load(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return ModelFile.Load(stream);
    }

    private static byte[] Archive(string config, Hdf5Group weights, (string Name, byte[] Bytes)[] members)
    {
        using MemoryStream tree = new(), stream = new();
        Hdf5File.Write(tree, weights);
        ZipWriter zip = new(stream);
        zip.Add("metadata.json", ["""{"keras_version": "3.15.1", "date_saved": "2026-01-01@00:00:00"}"""u8.ToArray()]);
        zip.Add("config.json", [Encoding.UTF8.GetBytes(config)]);
        zip.Add("model.weights.h5", [tree.ToArray()]);
        foreach ((string name, byte[] bytes) in members) { zip.Add(name, [bytes]); }
        zip.Finish();
        return stream.ToArray();
    }
}
