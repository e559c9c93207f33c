using System.Text.Json.Nodes;
using Hebb.Formats;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Models;
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
        string lstm = Layer("LSTM", "last", """ "units":2 """, [Of("vectors")], $$""" "mask":{{Of("not_equal")}} """);
        Assert.Contains(
            "layer last is called with a mask that the operation not_equal (NotEqual) makes of words",
            Refused([Words, plain, NotEqual("words", 0), lstm], "last"),
            StringComparison.Ordinal);
        Assert.Contains("layer last is called with a mask", Refused([Words, masked, NotEqual("words", 3), lstm], "last"), StringComparison.Ordinal);
        string dropped = Layer("Conv1D", "dropped", """ "filters":3,"kernel_size":[1] """, [Of("vectors")]);
        Assert.Contains(
            "none of its inputs has a mask",
            Refused([Words, masked, dropped, NotEqual("words", 0), lstm.Replace("\"vectors\"", "\"dropped\"", StringComparison.Ordinal)], "last"),
            StringComparison.Ordinal);
        Assert.Contains(
            "an operation of Keras makes",
            Refused([Words, NotEqual("words", 0), Layer("Dense", "last", """ "units":2 """, [Of("not_equal")])], "last"),
            StringComparison.Ordinal);
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

    private static Model Read(string[] layers, string input, string[] outputs)
    {
        string ends = string.Join(",", outputs.Select(name => $"""["{name}",0,0]"""));
        string json = $$"""
            {"module":"keras","class_name":"Functional","config":{"name":"m","layers":[{{string.Join(",", layers)}}],
            "input_layers":[["{{input}}",0,0]],"output_layers":[{{ends}}] } }
            """;
        return new ModelReader("model.keras", 3).Read((JsonObject)JsonNode.Parse(json)!);
    }

    private static string Refused(string[] layers, string output) =>
        Assert.Throws<FileFormatException>(() => Read(layers, layers[0] == Words ? "words" : "series", [output])).Message;
}
