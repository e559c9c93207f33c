using System.Text.Json.Nodes;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>How recurrent layers are written.</summary>
/// <remarks>
/// Settings that say how something is computed but not what (unroll, implementation, use_cudnn, and the seed of dropout) are not read: the results are the same. We write that loops are
/// not unrolled.
/// </remarks>
internal static class RecurrentLayerKinds
{
    private static readonly string?[] s_mergeModes = ["concat", "sum", "mul", "ave", null];

    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        .. RecurrentCellKinds.All,
        Loop(LayerKind.Of<SimpleRNN>("SimpleRNN", WriteGated, c => new(RecurrentCellKinds.ReadSimple(c))
        {
            ReturnSequences = Sequences(c), ReturnState = States(c), GoBackwards = Backwards(c), Stateful = Stateful(c), ZeroOutputForMask = Zero(c),
        })),
        Loop(LayerKind.Of<LSTM>("LSTM", WriteGated, c => new(RecurrentCellKinds.ReadLstm(c))
        {
            ReturnSequences = Sequences(c), ReturnState = States(c), GoBackwards = Backwards(c), Stateful = Stateful(c), ZeroOutputForMask = Zero(c),
        })),
        Loop(LayerKind.Of<GRU>("GRU", WriteGated, c => new(RecurrentCellKinds.ReadGru(c))
        {
            ReturnSequences = Sequences(c), ReturnState = States(c), GoBackwards = Backwards(c), Stateful = Stateful(c), ZeroOutputForMask = Zero(c),
        })),
        Loop(LayerKind.Of<Rnn>("RNN", WriteRnn, c => new(RecurrentCellKinds.Read(c, "cell"))
        {
            ReturnSequences = Sequences(c), ReturnState = States(c), GoBackwards = Backwards(c), Stateful = Stateful(c), ZeroOutputForMask = Zero(c),
        })),
        .. ConvLSTMKinds.All.Select(Loop),
        Loop(LayerKind.Of<Bidirectional>("Bidirectional", WriteBoth, ReadBoth)),
        LayerKind.Of<TimeDistributed>("TimeDistributed", (layer, c) => c.Set("layer", layer.Inner), c => new(c.Layer("layer"))),
    ];

    /// <summary>Whether the outputs of all steps are given.</summary>
    public static bool Sequences(LayerConfig c) => c.Flag("return_sequences", false);

    /// <summary>Whether the last states are given.</summary>
    public static bool States(LayerConfig c) => c.Flag("return_state", false);

    /// <summary>Whether the steps run from the last to the first.</summary>
    public static bool Backwards(LayerConfig c) => c.Flag("go_backwards", false);

    /// <summary>Whether states are kept from batch to batch.</summary>
    public static bool Stateful(LayerConfig c) => c.Flag("stateful", false);

    /// <summary>Whether outputs of steps that do not count are zero.</summary>
    public static bool Zero(LayerConfig c)
    {
        c.Refuse("time_major");
        return c.Flag("zero_output_for_mask", false);
    }

    /// <summary>Writes what is said about the loop over time.</summary>
    public static void WriteLoop(Rnn layer, LayerConfig c)
    {
        c.Set("return_sequences", layer.ReturnSequences);
        c.Set("return_state", layer.ReturnState);
        c.Set("go_backwards", layer.GoBackwards);
        c.Set("stateful", layer.Stateful);
        c.Set("unroll", false);
        c.Set("zero_output_for_mask", layer.ZeroOutputForMask);
    }

    /// <summary>First states and mask are arguments of the call.</summary>
    private static LayerKind Loop(LayerKind kind) => kind with { MaskArgument = "mask", StatesArgument = "initial_state", TakesInputsApart = true };

    private static void WriteGated(GatedRnn layer, LayerConfig c)
    {
        WriteLoop(layer, c);
        RecurrentCellKinds.Write((GatedCell)layer.Cell, c);
    }

    private static void WriteRnn(Rnn layer, LayerConfig c)
    {
        WriteLoop(layer, c);
        c.Set("cell", layer.Cell);
    }

    private static void WriteBoth(Bidirectional layer, LayerConfig c)
    {
        c.Set("merge_mode", s_mergeModes[(int)layer.MergeMode]);
        c.Set("layer", layer.Forwards);
        c.Set("backward_layer", layer.Backwards);
    }

    private static Bidirectional ReadBoth(LayerConfig c)
    {
        if (c.Layer("layer") is not Rnn forward) { throw c.Wrong("layer", "a recurrent layer"); }
        if (!c.Has("backward_layer"))
        {
            // Keras 2 wrote it only if it was not made of the forward one.
            c.Json["backward_layer"] = c.Json["layer"]!.DeepClone();
            c.Json["backward_layer"]!["config"]!["go_backwards"] = !forward.GoBackwards;
        }

        if (c.Layer("backward_layer") is not Rnn backward) { throw c.Wrong("backward_layer", "a recurrent layer"); }
        bool isNone = c.Json.TryGetPropertyValue("merge_mode", out JsonNode? mode) && mode is null;
        return new(forward, backward, isNone ? MergeMode.None : (MergeMode)c.OneOf("merge_mode", s_mergeModes));
    }
}
