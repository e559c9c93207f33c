using System.Text;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Models;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Keras;

/// <summary>Configurations that are known to have harmed Keras, and damaged ones, are refused by name; nothing in them is run, opened or looked up.</summary>
public class ModelFileHostileTests
{
    private const string Metadata = """{"keras_version": "3.15.1", "date_saved": "2026-01-01@00:00:00"}""";
    private const string InputJson = """{"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": """
        + """[null, 2], "dtype": "float32", "name": "x"}, "registered_name": null}""";

    [Theory]
    [InlineData(
        """{"module": "keras.layers", "class_name": "Lambda", "config": {"name": "l", "function": """
        + """{"class_name": "__lambda__", "config": {"code": "4wEAAAA="}}}}""",
        "layer l (Lambda): found a Lambda layer")]
    [InlineData(
        """{"module": "os", "class_name": "system", "config": {"command": "id"}, "registered_name": null}""", "found os.system, which is not part of Keras")]
    [InlineData(
        """{"module": "keras.src.utils.file_utils", "class_name": "get_file", "config": {"name": "g", "origin": "http://127.0.0.1/"}}""",
        "layer g (get_file): found a layer of class get_file, which is unknown")]
    [InlineData(
        """{"module": "keras.config", "class_name": "enable_unsafe_deserialization", "config": {"name": "u"}}""",
        "class enable_unsafe_deserialization, which is unknown")]
    [InlineData(
        """{"module": "keras.layers", "class_name": "StringLookup", "config": {"name": "s", "vocabulary": "/etc/passwd"}}""",
        "found vocabulary = \"/etc/passwd\"; expected a list of texts")]
    [InlineData(
        """{"module": "keras.layers", "class_name": "StringLookup", "config": {"name": "s", "vocabulary": null}}""",
        "Keras keeps one that was learned in the assets")]
    [InlineData(
        """{"module": "keras.layers", "class_name": "IntegerLookup", "config": {"name": "s", "vocabulary": [1, 2], "num_oov_indices": 2000000000}}""",
        "from 0 to 16777216")]
    [InlineData("""{"module": "keras.layers", "class_name": "CategoryEncoding", "config": {"name": "s", "num_tokens": 500000000}}""", "at most 16777216")]
    [InlineData(
        """{"module": "keras.layers", "class_name": "TorchModuleWrapper", "config": {"name": "t", "module": "gASVAAAA"}}""",
        "which loads another program's objects")]
    [InlineData(
        """{"module": "keras.layers", "class_name": "TFSMLayer", "config": {"name": "t", "filepath": "saved/x"}}""", "which loads another program's objects")]
    [InlineData(
        """{"module": "keras.layers", "class_name": "Dense", "config": {"name": "d", "units": 2, "activation": """
        + """{"module": "subprocess", "class_name": "function", "config": "run"}}}""",
        "found subprocess.function, which is not part of Keras")]
    [InlineData(
        """{"module": "keras.layers", "class_name": "Dense", "config": {"name": "d", "units": 2, "activation": "eval"}}""",
        "layer d (Dense): found the activation \"eval\", which is unknown")]
    [InlineData(
        """{"module": "keras.layers", "class_name": "Dense", "config": {"name": "d", "units": 2, "kernel_initializer": """
        + """{"module": "builtins", "class_name": "exec", "config": {}}}}""",
        "found the initializer \"exec\", which is unknown")]
    [InlineData("""{"module": "keras.layers", "class_name": "Dense", "config": {"name": "d", "units": 2.5}}""", "found units = 2.5; expected a whole number")]
    [InlineData("""{"module": "keras.layers", "class_name": "Dense", "config": {"name": "d", "units": -1}}""", "layer d (Dense)")]
    [InlineData("""{"module": "keras.layers", "class_name": "Dense", "config": {"name": "d"}}""", "the setting units is missing")]
    [InlineData(
        """{"module": "keras.layers", "class_name": "Dense", "config": {"name": "d", "units": 2, "kernel_constraint": {"class_name": "Evil"}}}""",
        "found the constraint \"Evil\", which is unknown; expected one of MaxNorm")]
    [InlineData(
        """{"module": "keras.layers", "class_name": "Dense", "config": {"name": "d", "units": 2, "dtype": "mixed_float16"}}""",
        "found numbers of type mixed_float16")]
    [InlineData("""{"module": "keras.layers", "class_name": "Dense", "config": {"name": "d", "units": 2000000000}}""", "")]
    [InlineData("""{"module": "keras.layers", "class_name": "Dense", "class_name": "Lambda", "config": {"name": "d", "units": 2}}""", "not valid JSON")]
    public void A_layer_that_must_not_be_is_refused(string layer, string expected)
    {
        string message = Refused(Sequential(layer));
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "not an object")]
    [InlineData("{", "not valid JSON")]
    [InlineData("""{"class_name": "MyModel", "config": {}}""", "found a model of class MyModel")]
    [InlineData("""{"class_name": "Sequential", "config": {"name": "s"}}""", "as layers; expected a list")]
    [InlineData("""{"class_name": "Sequential", "config": 3}""", "expected an object")]
    [InlineData("""{"module": "os.path", "class_name": "Sequential", "config": {"layers": []}}""", "os.path.Sequential, which is not part of Keras")]
    [InlineData("""{"class_name": "Functional", "config": {"layers": [], "input_layers": [["a", 0, 0]], "output_layers": []}}""", "a (use 0)")]
    public void A_configuration_of_another_kind_is_refused(string config, string expected) =>
        Assert.Contains(expected, Refused(config), StringComparison.Ordinal);

    [Fact]
    public void Layers_that_wait_for_each_other_are_refused()
    {
        string Dense(string name, string from) =>
            $$$"""{"class_name": "Dense", "name": "{{{name}}}", "config": {"name": "{{{name}}}", "units": 2}, "inbound_nodes": [[["{{{from}}}", 0, 0, {}]]]}""";
        string config = $$$"""{"class_name": "Functional", "config": {"layers": [{{{Dense("a", "b")}}}, {{{Dense("b", "a")}}}], "input_layers": """
            + $$$"""[["a", 0, 0]], "output_layers": [["b", 0, 0]]}}""";
        Assert.Contains("layer a is applied to b (use 0), which nothing makes", Refused(config), StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        StringBuilder deep = new();
        for (int i = 0; i < 100_000; i++) { deep.Append("""{"class_name": "Sequential", "config": {"layers": ["""); }
        Assert.Contains("not valid JSON", Refused(deep.ToString()), StringComparison.Ordinal);
        string nested = InputJson;
        for (int i = 0; i < 20; i++) { nested = $$$"""{"class_name": "Sequential", "config": {"name": "m{{{i}}}", "layers": [{{{nested}}}]}}"""; }
        Assert.Contains("nested more than 16 deep", Refused(nested), StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_shape_without_values_is_refused()
    {
        Hdf5Group weights = new();
        weights.AddDataset("layers/dense/vars/0", StoredArray.Of([1, 1], [1f]));
        weights.AddDataset("layers/dense/vars/1", StoredArray.Of([1], [1f]));
        string message = Refused(Sequential("""{"class_name": "Dense", "config": {"name": "d", "units": 3}}"""), weights);
        Assert.Contains("layers/dense/vars/0 has shape (1, 1), but d/kernel has shape (2, 3)", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000_000, "1000000", "d/kernel of shape (1000000, 1000000) would have 1,000,000,000,000 numbers")]
    [InlineData(2, "2000000000", "4,000,000,000 numbers")]
    [InlineData(2_000_000_000, "2000000000", "4,000,000,000,000,000,000 numbers")]
    [InlineData(5_000, "5000", "25,000,000 numbers")]
    [InlineData(2, "1000000000000", "expected a whole number")]
    public void A_small_file_that_asks_for_many_weights_is_refused_before_they_are_made(int inputs, string units, string expected)
    {
        string input = $$$"""{"class_name": "InputLayer", "name": "x", "config": {"batch_shape": [null, {{{inputs}}}], "name": "x"}, "inbound_nodes": []}""";
        string dense = $$$"""{"class_name": "Dense", "name": "d", "config": {"name": "d", "units": {{{units}}} }, "inbound_nodes": [[["x", 0, 0, {}]]]}""";
        Assert.Contains(
            expected,
            RefusedWithin(10 << 20, $$$"""{"class_name": "Sequential", "config": {"name": "s", "layers": [{{{input}}}, {{{dense}}}]}}"""),
            StringComparison.Ordinal);
        string functional = $$$"""{"class_name": "Functional", "config": {"layers": [{{{input}}}, {{{dense}}}], "input_layers": """
            + $$$"""[["x", 0, 0]], "output_layers": [["d", 0, 0]]}}""";
        Assert.Contains(expected, RefusedWithin(10 << 20, functional), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_layers_may_not_ask_for_more_than_the_file_holds_together()
    {
        string layers = string.Join(", ", Enumerable.Range(0, 400).Select(i => $$$"""{"class_name": "Dense", "config": {"name": "d{{{i}}}", "units": 200}}"""));
        Assert.Contains("more than the file holds", RefusedWithin(10 << 20, Sequential(layers)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_refused_wherever_it_is_cut()
    {
        using MemoryStream stream = new();
        ModelFile.Save(new Sequential([new Input([2]), new Dense(1)]), stream);
        byte[] bytes = stream.ToArray();
        for (int length = 0; length < bytes.Length; length += 97)
        {
            using MemoryStream cut = new(bytes[..length]);
            Assert.Throws<FileFormatException>(() => ModelFile.Load(cut));
        }
    }

    private static string Sequential(string layer) =>
        $$$"""{"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": [{{{InputJson}}}, {{{layer}}}]}}""";

    private static string RefusedWithin(long bytes, string config)
    {
        using MemoryStream stream = new();
        KerasArchive.Write(stream, config, Metadata, new());
        stream.Position = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<FileFormatException>(() => ModelFile.Load(stream)).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, bytes);
        return message;
    }

    private static string Refused(string config, Hdf5Group? weights = null)
    {
        using MemoryStream stream = new();
        KerasArchive.Write(stream, config, Metadata, weights ?? new());
        stream.Position = 0;
        return Assert.Throws<FileFormatException>(() => ModelFile.Load(stream)).Message;
    }
}
