using System.Text.Json.Nodes;
using Hebb.Formats;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Keras;

/// <summary>What Keras writes about recurrent layers, in the words of its files.</summary>
public sealed class RecurrentFilesTests
{
    private const string Words = """
        {"module":"keras.layers","class_name":"InputLayer","config":{"batch_shape":[null,4],"dtype":"int32","name":"words"},
        "name":"words","inbound_nodes":[]}
        """;
    private const string Series = """
        {"module":"keras.layers","class_name":"InputLayer","config":{"batch_shape":[null,4,3],"dtype":"float32","name":"series"},
        "name":"series","inbound_nodes":[]}
        """;
    private static readonly Tensor s_words = Tensor.Create(new[,] { { 1, 2, 0, 0 }, { 3, 1, 2, 0 } });

    [Fact]
    public void Masks_that_Keras_computes_by_operations_follow_by_themselves()
    {
        // Keras until 3.15 writes for Embedding(mask_zero=True) → LSTM an operation "not_equal", and gives its result to the layers behind.
        Model model = Read(
            [
                Words, Layer("Embedding", "vectors", """ "input_dim":4,"output_dim":3,"mask_zero":true """, [Of("words")]), NotEqual("words", 0),
                Layer("Bidirectional", "both", $$"""
                    "layer":{{Inner("GRU", """ "name":"f","units":2,"return_sequences":true,"reset_after":true """)}},
                    "backward_layer":{{Inner("GRU", """ "name":"b","units":2,"return_sequences":true,"go_backwards":true,"reset_after":true """)}},
                    "merge_mode":"concat"
                    """, [Of("vectors")], $$""" "mask":{{Of("not_equal")}} """),
                Layer(
                    "LSTM",
                    "last",
                    """ "units":2,"unroll":true,"implementation":2,"use_cudnn":"auto","seed":null """,
                    [Of("both")],
                    $$""" "mask":{{Of("not_equal")}} """),
            ],
            "words", ["last"]);
        Tensor predicted = model.Predict(s_words);
        Tensor vectors = model.GetLayer("vectors").Apply(s_words), counts = Tensor.Create<bool>([true, true, false, false, true, true, true, false], [2, 4]);
        Tensor plain = Tensor.Create<float>(vectors.ToArray<float>(), vectors.Shape);
        Tensor expected = model.GetLayer("last").Apply([model.GetLayer("both").Apply([plain, counts]), counts]);
        Near.Equal(expected.ToDoubles(), predicted, 1e-6);
        Assert.NotNull(model.Outputs[0].Inputs[0].MaskShape);
    }

    [Fact]
    public void Masks_that_would_not_follow_are_refused()
    {
        string plain = Layer("Embedding", "vectors", """ "input_dim":4,"output_dim":3 """, [Of("words")]),
            masked = Layer("Embedding", "vectors", """ "input_dim":4,"output_dim":3,"mask_zero":true """, [Of("words")]);
        string pool = Layer("GlobalAveragePooling1D", "last", """ "keepdims":false """, [Of("vectors")], $$""" "mask":{{Of("not_equal")}} """);
        Assert.Contains(
            "layer last is called with a mask that the operation not_equal (NotEqual) makes of words",
            Refused([Words, plain, NotEqual("words", 0), pool], "last"),
            StringComparison.Ordinal);
        Assert.Contains("layer last is called with a mask", Refused([Words, masked, NotEqual("words", 3), pool], "last"), StringComparison.Ordinal);
        string dropped = Layer("Conv1D", "dropped", """ "filters":3,"kernel_size":[1] """, [Of("vectors")]);
        Assert.Contains(
            "none of its inputs has a mask",
            Refused([Words, masked, dropped, NotEqual("words", 0), pool.Replace("\"vectors\"", "\"dropped\"", StringComparison.Ordinal)], "last"),
            StringComparison.Ordinal);
        Assert.Contains(
            "an operation of Keras makes",
            Refused([Words, NotEqual("words", 0), Layer("Dense", "last", """ "units":2 """, [Of("not_equal")])], "last"),
            StringComparison.Ordinal);
        string ones = NotEqual("words", 0).Replace("\"class_name\":\"NotEqual\"", "\"class_name\":\"OnesLike\"", StringComparison.Ordinal),
            lstm = Layer("LSTM", "last", Constant, [Of("vectors")], $$""" "initial_state":[{{Of("first")}},{{Of("second")}}],"mask":{{Of("not_equal")}} """);
        Assert.Contains(
            "is called with first states and the mask not_equal",
            Refused([Words, State("first"), State("second"), masked, ones, lstm], "last"),
            StringComparison.Ordinal);
    }

    /// <summary>Values of Keras 3.15.1, whether the vectors have a mask of their own, or Dropout is between, or they have none.</summary>
    [Theory]
    [InlineData("SimpleRNN", new[]
    {
        0.454216, 0.454216, 0.671447, 0.671447, 0.671447, 0.671447, 0.671447, 0.671447, 0.623065, 0.623065, 0.739082, 0.739082, 0.778387, 0.778387, 0.778387,
        0.778387,
    })]
    [InlineData("LSTM", new[]
    {
        0.215854, 0.146535, 0.366616, 0.319698, 0.366616, 0.319698, 0.366616, 0.319698, 0.357737, 0.33667, 0.489637, 0.477837, 0.596083, 0.590056, 0.596083,
        0.590056,
    })]
    [InlineData("GRU", new[]
    {
        0.291962, 0.10593, 0.366242, 0.24574, 0.366242, 0.24574, 0.366242, 0.24574, 0.453391, 0.38591, 0.496761, 0.450408, 0.532089, 0.499822, 0.532089,
        0.499822,
    })]
    [InlineData("Bidirectional", new[]
    {
        0.291962, 0.10593, 0.322947, 0.263449, 0.366242, 0.24574, 0.227678, 0.135371, 0, 0, 0, 0, 0, 0, 0, 0, 0.453391, 0.38591, 0.444414, 0.429917, 0.496761,
        0.450408, 0.383426, 0.36207, 0.532089, 0.499822, 0.304509, 0.272341, 0, 0, 0, 0,
    })]
    public void A_call_with_first_states_takes_the_mask_that_an_operation_makes(string kind, double[] expected)
    {
        const string Steps = Constant + ""","return_sequences":true""";
        string[] states = kind is "LSTM" or "Bidirectional" ? ["first", "second"] : ["first"];
        string settings = kind != "Bidirectional" ? Steps : $$"""
            "layer":{{Inner("GRU", $""" "name":"f",{Steps} """)}},
            "backward_layer":{{Inner("GRU", $""" "name":"b",{Steps},"go_backwards":true """)}},"merge_mode":"concat"
            """;
        Tensor state = Tensor.Create(new[,] { { 0.2f, -0.1f }, { 0.4f, 0.3f } });
        Tensor[] inputs = states.Length == 2 ? [s_words, state, state * 0.5] : [s_words, state];
        foreach ((bool masked, string between) in new[] { (true, "vectors"), (true, "dropped"), (false, "vectors") })
        {
            string first = string.Join(",", states.Select(name => Of(name)));
            string last = Layer(kind, "last", settings, [Of(between)], $$""" "initial_state":[{{first}}],"mask":{{Of("not_equal")}} """);
            Model model = Read(
                [Words, .. states.Select(State), Half(masked), Layer("Dropout", "dropped", """ "rate":0.3 """, [Of("vectors")]), NotEqual("words", 0), last],
                ["words", .. states], ["last"]);
            Near.Equal(expected, model.Predict((IReadOnlyList<Tensor>)inputs)[0], 1e-5);
            using MemoryStream stream = new();
            ModelFile.Save(model, stream);
            stream.Position = 0;
            Near.Equal(expected, ModelFile.Load(stream).Predict((IReadOnlyList<Tensor>)inputs)[0], 1e-5);
        }
    }

    /// <summary>Values of Keras 3.15.1.</summary>
    [Fact]
    public void A_mask_that_does_not_follow_is_computed()
    {
        string lstm = Layer("LSTM", "last", Constant, [Of("vectors")], $$""" "mask":{{Of("not_equal")}} """);
        Near.Equal([0.317392, 0.317392, 0.468104, 0.468104], Read([Words, Half(false), NotEqual("words", 0), lstm], "words", ["last"]).Predict(s_words), 1e-5);
        Near.Equal([0.583148, 0.583148, 0.468104, 0.468104], Read([Words, Half(true), NotEqual("words", 3), lstm], "words", ["last"]).Predict(s_words), 1e-5);
        string dropped = Layer("Conv1D", "dropped", $$""" "filters":3,"kernel_size":[1],"kernel_initializer":{{Value(0.2)}} """, [Of("vectors")]);
        Near.Equal([0.174314, 0.174314, 0.268557, 0.268557], Read(
            [Words, Half(true), dropped, NotEqual("words", 0), lstm.Replace("\"vectors\"", "\"dropped\"", StringComparison.Ordinal)], "words", ["last"])
            .Predict(s_words), 1e-5);
    }

    /// <summary>Values of Keras 3.15.1; in the file is no more than in the model.</summary>
    [Fact]
    public void The_mask_of_Masking_is_two_operations()
    {
        string series = Series.Replace("[null,4,3]", "[null,4,2]", StringComparison.Ordinal),
            any = NotEqual("not_equal", 0).Replace("NotEqual", "Any", StringComparison.Ordinal).Replace(",0 ]", "]", StringComparison.Ordinal)
                .Replace("\"name\":\"not_equal\"", "\"name\":\"any\"", StringComparison.Ordinal)
                .Replace("\"config\":{\"name\":\"any\"", "\"config\":{\"name\":\"any\",\"axis\":-1,\"keepdims\":false", StringComparison.Ordinal);
        string compared = NotEqual("series", 0).Replace(",0 ]", ",0.5]", StringComparison.Ordinal);
        string masking = Layer("Masking", "masking", """ "mask_value":0.5 """, [Of("series")]);
        Tensor x = Tensor.Create([1, 2, 0.5f, 0.5f, 3, 0.5f, 0.5f, 0.5f], [1, 4, 2]), state = Tensor.Create(new[,] { { 0.2f, -0.1f } });
        string Gru(string states) => Layer("GRU", "last", Constant + ""","return_sequences":true""", [Of("masking")], $$""" {{states}}"mask":{{Of("any")}} """);
        Model model = Read([series, State("first"), masking, compared, any, Gru($$""" "initial_state":{{Of("first")}},""")], ["series", "first"], ["last"]);
        Near.Equal([0.348882, 0.133152, 0.348882, 0.133152, 0.45742, 0.290002, 0.45742, 0.290002], model.Predict([x, state])[0], 1e-5);
        using MemoryStream stream = new();
        ModelFile.Save(model, stream);
        stream.Position = 0;
        Assert.Equal(model.Predict([x, state])[0].ToArray<float>(), ModelFile.Load(stream).Predict([x, state])[0].ToArray<float>());
        Assert.Equal(3, Read([series, masking, compared, any, Gru("")], "series", ["last"]).Sublayers.Count);
    }

    [Fact]
    public void First_states_and_last_states_are_read()
    {
        foreach (bool named in new[] { true, false })
        {
            string states = $"[{Of("encoder", 1)},{Of("encoder", 2)}]";
            Model model = Read(
                [
                    Series, Layer("LSTM", "encoder", """ "units":2,"return_state":true """, [Of("series")]),
                    Layer(
                        "LSTM",
                        "decoder",
                        """ "units":2,"return_sequences":true """,
                        named ? [Of("series")] : [Of("series"), states],
                        named ? $$""" "initial_state":{{states}},"mask":null """ : ""),
                ],
                "series", ["decoder"]);
            Tensor x = Draw.Floats(new Random(1), [2, 4, 3]), predicted = model.Predict(x);
            IReadOnlyList<Tensor> read = model.GetLayer("encoder").ApplyAll([x]);
            Near.Equal(model.GetLayer("decoder").Apply([x, read[1], read[2]]).ToDoubles(), predicted, 1e-6);
            JsonObject call = (JsonObject)ModelWriter.Write(model)["config"]!["layers"]![2]!["inbound_nodes"]![0]!;
            Assert.Single(call["args"]!.AsArray());
            Assert.Equal(["encoder", "encoder"], call["kwargs"]!["initial_state"]!.AsArray().Select(state => $"{state!["config"]!["keras_history"]![0]}"));
        }
    }

    [Fact]
    public void Sequences_of_any_length_have_open_steps()
    {
        string words = Words.Replace("[null,4]", "[null,null]", StringComparison.Ordinal);
        Model model = Read(
            [
                words, Layer("Embedding", "vectors", """ "input_dim":4,"output_dim":3,"mask_zero":true """, [Of("words")]), NotEqual("words", 0),
                Layer("LSTM", "last", """ "units":2 """, [Of("vectors")], $$""" "mask":{{Of("not_equal")}} """),
            ], "words", ["last"]);
        Assert.Equal([null], model.Inputs[0].RowShape);
        Assert.Equal([null, 3], model.GetLayer("vectors").OutputShape);

        // The filling at the end of a longer batch changes nothing.
        float[] four = model.Predict(s_words).ToArray<float>(),
            seven = model.Predict(Tensor.Create(new[,] { { 1, 2, 0, 0, 0, 0, 0 }, { 3, 1, 2, 0, 0, 0, 0 } })).ToArray<float>();
        Assert.Equal(four, seven);
    }

    [Fact]
    public void Masks_that_are_inputs_are_arguments_of_the_call()
    {
        Node x = new Input([4, 3]), mask = new Input([4], DType.Bool);
        Model model = new([x, mask], [new Bidirectional(new GRU(2), new GRU(2) { GoBackwards = true }).Apply([x, mask])]);
        JsonObject call = (JsonObject)ModelWriter.Write(model)["config"]!["layers"]![2]!["inbound_nodes"]![0]!;
        Assert.Single(call["args"]!.AsArray());
        Assert.Equal("bool", $"{call["kwargs"]!["mask"]!["config"]!["dtype"]}");
    }

    [Fact]
    public void Cells_are_read_by_name_and_unknown_ones_refused()
    {
        string cells =
            $"[{Inner("LSTMCell", """ "name":"a","units":3,"unit_forget_bias":true """)},{Inner("GRUCell", """ "name":"b","units":2,"reset_after":true """)}]";
        Model model = Read(
            [
                Series,
                Layer(
                    "RNN",
                    "loop",
                    $$""" "cell":{{Inner("StackedRNNCells", $$""" "name":"stack","cells":{{cells}} """)}},"return_sequences":true,"return_state":true """,
                    [Of("series")]),
            ],
            "series",
            ["loop"]);
        Assert.Equal(["(4, 2)", "(3,)", "(3,)", "(2,)"], model.Outputs[0].Outputs.Select(node => $"{node.RowShape}"));
        StackedRNNCells stack = (StackedRNNCells)((RNN)model.GetLayer("loop")).Cell;
        Assert.Equal(["LSTMCell(3)", "GRUCell(2)"], stack.Cells.Select(cell => $"{cell}"));

        string own = """{"module":"__main__","class_name":"MinimalRNNCell","config":{"name":"mine","units":3},"registered_name":"MinimalRNNCell"}""";
        string message = Refused([Series, Layer("RNN", "loop", $$""" "cell":{{own}} """, [Of("series")])], "loop");
        Assert.Contains("found __main__.MinimalRNNCell, which is not part of Keras", message, StringComparison.Ordinal);
        Assert.Contains("Layer.Kinds.Register", message, StringComparison.Ordinal);
        Assert.Contains(
            "expected a cell, and not a Dense",
            Refused([Series, Layer("RNN", "loop", $$""" "cell":{{Inner("Dense", """ "name":"d","units":3 """)}} """, [Of("series")])], "loop"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_stacked_cells_lie_where_Keras_has_them()
    {
        Sequential model = new([new Input([4, 3]), new RNN(new StackedRNNCells(new LSTMCell(2), new LSTMCell(3)))]);
        using MemoryStream stream = new();
        ModelFile.Save(model, stream);
        KerasArchive archive = KerasArchive.Read(stream.ToArray());
        Assert.NotNull(archive.Weights.FindDataset("layers/rnn/cell/cells/lstm_cell_1/vars/2"));
    }

    private static string Of(string layer, int output = 0) =>
        $$"""{"class_name":"__keras_tensor__","config":{"shape":[null,4],"dtype":"float32","keras_history":["{{layer}}",0,{{output}}] } }""";

    private static string Inner(string className, string config) =>
        $$"""{"module":"keras.layers","class_name":"{{className}}","config":{ {{config}} },"registered_name":null}""";

    private static string Layer(string className, string name, string config, string[] arguments, string named = "") =>
        $$"""{"module":"keras.layers","class_name":"{{className}}","config":{"name":"{{name}}",{{config}} """
        + $$"""},"name":"{{name}}","inbound_nodes":[{"args":[{{string.Join(",", arguments)}} ],"kwargs":{ {{named}} } } ] }""";

    private static string NotEqual(string of, int number) => $$"""
        {"module":"keras.src.ops.numpy","class_name":"NotEqual","config":{"name":"not_equal"},"registered_name":"NotEqual","name":"not_equal",
        "inbound_nodes":[{"args":[{{Of(of)}},{{number}} ],"kwargs":{ } } ] }
        """;

    private const string Constant =
        """ "units":2,"activation":"tanh","recurrent_activation":"sigmoid","reset_after":true,"unit_forget_bias":true,"use_bias":true,"""
        + """ "kernel_initializer":{"class_name":"Constant","config":{"value":0.3} },"""
        + """ "recurrent_initializer":{"class_name":"Constant","config":{"value":0.4} } """;

    private static string Value(double value) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $$$"""{"class_name":"Constant","config":{"value":{{{value}}} } }""");

    private static string Half(bool masked) => Layer(
        "Embedding",
        "vectors",
        $$""" "input_dim":4,"output_dim":3,"embeddings_initializer":{{Value(0.5)}},"mask_zero":{{(masked ? "true" : "false")}} """,
        [Of("words")]);

    private static string State(string name) =>
        Words.Replace("words", name, StringComparison.Ordinal).Replace("[null,4]", "[null,2]", StringComparison.Ordinal)
            .Replace("int32", "float32", StringComparison.Ordinal);

    private static Model Read(string[] layers, string input, string[] outputs) => Read(layers, [input], outputs);

    private static Model Read(string[] layers, string[] inputs, string[] outputs)
    {
        string ends = Ends(outputs);
        string json = $$"""
            {"module":"keras","class_name":"Functional","config":{"name":"m","layers":[{{string.Join(",", layers)}}],
            "input_layers":[{{Ends(inputs)}}],"output_layers":[{{ends}}] } }
            """;
        return new ModelReader("model.keras", 3).Read((JsonObject)JsonNode.Parse(json)!);

        static string Ends(string[] names) => string.Join(",", names.Select(name => $"""["{name}",0,0]"""));
    }

    private static string Refused(string[] layers, string output) =>
        Assert.Throws<FileFormatException>(() => Read(
            layers, layers.Contains(State("first")) ? ["words", "first", "second"] : [layers[0] == Words ? "words" : "series"], [output])).Message;
}
