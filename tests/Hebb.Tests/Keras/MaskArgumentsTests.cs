using Hebb.Formats;
using Hebb.Initializers;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Tests.Keras;

/// <summary>Masks that calls of layers are given by name (inbound_nodes of a functional model): taken where ours take them, otherwise
/// refused, and never left out.</summary>
public sealed class MaskArgumentsTests
{
    private static readonly Tensor s_x = Tensor.Create(Enumerable.Range(0, 12).Select(i => (float)Math.Sin(i)).ToArray(), [2, 3, 2]);
    private static readonly Tensor s_counts = Tensor.Create<bool>([true, false, true, true, true, false], [2, 3]);

    [Theory]
    [InlineData("GlobalAveragePooling1D", "")]
    [InlineData("BatchNormalization", "")]
    [InlineData("LayerNormalization", "")]
    [InlineData("Dense", ", \"units\": 2")]
    [InlineData("Flatten", "")]
    [InlineData("TimeDistributed", ", \"layer\": {\"class_name\": \"Dense\", \"config\": {\"name\": \"i\", \"units\": 2}}")]
    public void A_mask_for_a_layer_that_takes_none_is_refused(string layer, string settings)
    {
        string expected = "layer y is called with mask = ";
        foreach (string call in (string[])[Modern("x", $"\"mask\": {Tensor3("m")}"), Old("x", "\"mask\": [\"m\", 0, 0]")])
        {
            string message = Refused(layer, settings, call);
            Assert.Contains(expected, message, StringComparison.Ordinal);
            Assert.Contains(
                "expected a mask that follows by itself from Embedding (mask_zero) or Masking; "
                + "only attention, recurrent layers and Softmax take one that is given",
                message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_recurrent_layer_skips_what_the_mask_says()
    {
        const string Settings = ", \"units\": 2, \"activation\": \"tanh\", \"kernel_initializer\": \"ones\", \"recurrent_initializer\": \"ones\"";
        SimpleRNN layer = new(2) { KernelInitializer = Initializer.Ones, RecurrentInitializer = Initializer.Ones };
        double[] expected = layer.Apply([s_x, s_counts]).ToDoubles();
        Assert.NotEqual(expected, layer.Apply(s_x).ToDoubles());
        foreach (string call in (string[])[Modern("x", $"\"mask\": {Tensor3("m")}"), Old("x", "\"mask\": [\"m\", 0, 0]")])
        {
            Near.Equal(expected, Read("SimpleRNN", Settings, call).Predict([s_x, s_counts])[0], 1e-6);
        }
    }

    [Fact]
    public void Attention_sees_what_the_masks_say()
    {
        Attention layer = new();
        double[] both = layer.Apply([s_x, s_x, s_counts, s_counts]).ToDoubles(), values = layer.Apply([s_x, s_x, s_counts]).ToDoubles();
        Assert.NotEqual(both, values);
        string tensors = $"[{Tensor3("x")}, {Tensor3("x")}]";
        Near.Equal(both, Read("Attention", "", Call($"[{tensors}]", $"\"mask\": [{Tensor3("m")}, {Tensor3("m")}]")).Predict([s_x, s_counts])[0], 1e-6);
        Near.Equal(values, Read("Attention", "", Call($"[{tensors}]", $"\"mask\": [null, {Tensor3("m")}]")).Predict([s_x, s_counts])[0], 1e-6);
        Assert.Contains(
            "layer y is called with mask = ", Refused("Attention", "", Call($"[{tensors}]", $"\"mask\": [{Tensor3("m")}, null]")), StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_of_attention_have_names()
    {
        const string Settings = ", \"num_heads\": 1, \"key_dim\": 2";
        string message = Refused("MultiHeadAttention", Settings, Call($"[{Tensor3("x")}, {Tensor3("x")}]", $"\"query_mask\": {Tensor3("m")}"));
        Assert.Contains("layer y is called with query_mask = ", message, StringComparison.Ordinal);
        Assert.Contains("or one given as attention_mask or value_mask", message, StringComparison.Ordinal);
        // The fourth place is the mask of the queries in Keras.
        message = Refused("MultiHeadAttention", Settings, Call($"[{Tensor3("x")}, {Tensor3("x")}, {Tensor3("x")}, {Tensor3("m")}]", ""));
        Assert.Contains(
            "layer y is called with 4 tensors that have no name; expected at most 3, and masks by their names: attention_mask, value_mask",
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_operation_makes_is_no_state()
    {
        const string Ones = """{"module": "keras.src.ops.numpy", "class_name": "OnesLike", "name": "o", "config": {"name": "o"}, "inbound_nodes": [{"args": """
            + """[{"class_name": "__keras_tensor__", "config": {"keras_history": ["x", 0, 0]}}], "kwargs": {}}]}, """;
        string message = Refused("SimpleRNN", ", \"units\": 2", Modern("x", $"\"initial_state\": [{Tensor3("o")}]"), Ones);
        Assert.Contains("an operation of Keras makes; operations are only known where they compute masks", message, StringComparison.Ordinal);
    }

    private static string Tensor3(string layer) =>
        $$$"""{"class_name": "__keras_tensor__", "config": {"shape": [null, 3], "dtype": "bool", "keras_history": ["{{{layer}}}", 0, 0]}}""";

    private static string Modern(string input, string arguments) => Call($"[{Tensor3(input)}]", arguments);

    private static string Call(string tensors, string arguments) => $$$"""{"args": {{{tensors}}}, "kwargs": { {{{arguments}}} } }""";

    private static string Old(string input, string arguments) => $$$"""[["{{{input}}}", 0, 0, { {{{arguments}}} }]]""";

    private static string Refused(string layer, string settings, string call, string more = "") =>
        Assert.Throws<FileFormatException>(() => Read(layer, settings, call, more)).Message;

    /// <summary>A model of an input x, a mask m and one layer y.</summary>
    private static Model Read(string layer, string settings, string call, string more = "") => ModelFile.FromJson($$$"""
        {"class_name": "Functional", "config": {"name": "f", "layers": [
          {"class_name": "InputLayer", "name": "x", "config": {"name": "x", "batch_shape": [null, 3, 2], "dtype": "float32"}, "inbound_nodes": []},
          {"class_name": "InputLayer", "name": "m", "config": {"name": "m", "batch_shape": [null, 3], "dtype": "bool"}, "inbound_nodes": []}, {{{more}}}
          {"class_name": "{{{layer}}}", "name": "y", "config": {"name": "y"{{{settings}}}}, "inbound_nodes": [{{{call}}}]}],
         "input_layers": [["x", 0, 0], ["m", 0, 0]], "output_layers": [["y", 0, 0]]}}
        """);
}
