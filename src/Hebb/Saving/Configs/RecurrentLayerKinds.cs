using Hebb.Activations;
using Hebb.Initializers;
using Hebb.Layers;

namespace Hebb.Saving.Configs;

/// <summary>How recurrent layers are written.</summary>
internal static class RecurrentLayerKinds
{
    private static readonly string[] s_mergeModes = ["concat", "sum", "mul", "ave"];

    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        LayerKind.Of<SimpleRNN>("SimpleRNN", (layer, c) => Write(layer, layer.Activation, null, c), c => new(c.Int("units"), Read(c), c.Flag("use_bias", true))
        {
            ReturnSequences = c.Flag("return_sequences", false),
            GoBackwards = c.Flag("go_backwards", false),
            ZeroOutputForMask = c.Flag("zero_output_for_mask", false),
            KernelInitializer = c.Initializer("kernel_initializer", Initializer.GlorotUniform),
            RecurrentInitializer = c.Initializer("recurrent_initializer", Initializer.Orthogonal),
            BiasInitializer = c.Initializer("bias_initializer", Initializer.Zeros),
            KernelRegularizer = c.Regularizer("kernel_regularizer"),
            RecurrentRegularizer = c.Regularizer("recurrent_regularizer"),
            BiasRegularizer = c.Regularizer("bias_regularizer"),
            KernelConstraint = c.Constraint("kernel_constraint"),
            RecurrentConstraint = c.Constraint("recurrent_constraint"),
            BiasConstraint = c.Constraint("bias_constraint"),
            Dropout = c.Number("dropout", 0),
            RecurrentDropout = c.Number("recurrent_dropout", 0),
        }),
        LayerKind.Of<LSTM>("LSTM", WriteLstm, c => new(c.Int("units"), Read(c), c.Activation("recurrent_activation"), c.Flag("use_bias", true))
        {
            ReturnSequences = c.Flag("return_sequences", false),
            GoBackwards = c.Flag("go_backwards", false),
            ZeroOutputForMask = c.Flag("zero_output_for_mask", false),
            KernelInitializer = c.Initializer("kernel_initializer", Initializer.GlorotUniform),
            RecurrentInitializer = c.Initializer("recurrent_initializer", Initializer.Orthogonal),
            BiasInitializer = c.Initializer("bias_initializer", Initializer.Zeros),
            KernelRegularizer = c.Regularizer("kernel_regularizer"),
            RecurrentRegularizer = c.Regularizer("recurrent_regularizer"),
            BiasRegularizer = c.Regularizer("bias_regularizer"),
            KernelConstraint = c.Constraint("kernel_constraint"),
            RecurrentConstraint = c.Constraint("recurrent_constraint"),
            BiasConstraint = c.Constraint("bias_constraint"),
            Dropout = c.Number("dropout", 0),
            RecurrentDropout = c.Number("recurrent_dropout", 0),
            UnitForgetBias = c.Flag("unit_forget_bias", true),
        }),
        LayerKind.Of<GRU>("GRU", WriteGru, c => new(c.Int("units"), Read(c), c.Activation("recurrent_activation"), c.Flag("use_bias", true))
        {
            ReturnSequences = c.Flag("return_sequences", false),
            GoBackwards = c.Flag("go_backwards", false),
            ZeroOutputForMask = c.Flag("zero_output_for_mask", false),
            KernelInitializer = c.Initializer("kernel_initializer", Initializer.GlorotUniform),
            RecurrentInitializer = c.Initializer("recurrent_initializer", Initializer.Orthogonal),
            BiasInitializer = c.Initializer("bias_initializer", Initializer.Zeros),
            KernelRegularizer = c.Regularizer("kernel_regularizer"),
            RecurrentRegularizer = c.Regularizer("recurrent_regularizer"),
            BiasRegularizer = c.Regularizer("bias_regularizer"),
            KernelConstraint = c.Constraint("kernel_constraint"),
            RecurrentConstraint = c.Constraint("recurrent_constraint"),
            BiasConstraint = c.Constraint("bias_constraint"),
            Dropout = c.Number("dropout", 0),
            RecurrentDropout = c.Number("recurrent_dropout", 0),
            ResetAfter = c.Flag("reset_after", false),
        }),
        LayerKind.Of<Bidirectional>("Bidirectional", WriteBoth, ReadBoth),
        LayerKind.Of<TimeDistributed>("TimeDistributed", (layer, c) => c.Set("layer", layer.Inner), c => new(c.Layer("layer"))),
    ];

    /// <summary>The activation, after settings that would change the results have been refused.</summary>
    private static Activation Read(LayerConfig c)
    {
        c.Refuse("return_state", "stateful", "time_major");
        return c.Activation("activation") ?? Activation.Linear;
    }

    private static void WriteLstm(LSTM layer, LayerConfig c)
    {
        Write(layer, layer.Activation, layer.RecurrentActivation, c);
        c.Set("unit_forget_bias", layer.UnitForgetBias);
    }

    private static void WriteGru(GRU layer, LayerConfig c)
    {
        Write(layer, layer.Activation, layer.RecurrentActivation, c);
        c.Set("reset_after", layer.ResetAfter);
    }

    private static void Write(GatedRnn layer, Activation activation, Activation? recurrentActivation, LayerConfig c)
    {
        c.Set("return_sequences", layer.ReturnSequences);
        c.Set("return_state", false);
        c.Set("go_backwards", layer.GoBackwards);
        c.Set("stateful", false);
        c.Set("unroll", false);
        c.Set("zero_output_for_mask", layer.ZeroOutputForMask);
        c.Set("units", layer.Units);
        c.Set("activation", activation);
        if (recurrentActivation is not null) { c.Set("recurrent_activation", recurrentActivation); }
        c.Set("use_bias", layer.UseBias);
        c.Set("kernel_initializer", layer.KernelInitializer);
        c.Set("recurrent_initializer", layer.RecurrentInitializer);
        c.Set("bias_initializer", layer.BiasInitializer);
        c.Set("kernel_regularizer", layer.KernelRegularizer);
        c.Set("recurrent_regularizer", layer.RecurrentRegularizer);
        c.Set("bias_regularizer", layer.BiasRegularizer);
        c.Set("kernel_constraint", layer.KernelConstraint);
        c.Set("recurrent_constraint", layer.RecurrentConstraint);
        c.Set("bias_constraint", layer.BiasConstraint);
        c.Set("dropout", layer.Dropout);
        c.Set("recurrent_dropout", layer.RecurrentDropout);
    }

    private static void WriteBoth(Bidirectional layer, LayerConfig c)
    {
        c.Set("merge_mode", s_mergeModes[(int)layer.MergeMode]);
        c.Set("layer", layer.Forwards);
        c.Set("backward_layer", layer.Backwards);
    }

    private static Bidirectional ReadBoth(LayerConfig c)
    {
        if (!c.Has("merge_mode")) { throw c.Wrong("merge_mode", "concat, sum, mul or ave"); }
        if (c.Layer("layer") is not Rnn forward) { throw c.Wrong("layer", "a recurrent layer"); }
        if (!c.Has("backward_layer"))
        {
            // Keras 2 wrote it only if it was not made of the forward one.
            c.Json["backward_layer"] = c.Json["layer"]!.DeepClone();
            c.Json["backward_layer"]!["config"]!["go_backwards"] = !forward.GoBackwards;
        }

        if (c.Layer("backward_layer") is not Rnn backward) { throw c.Wrong("backward_layer", "a recurrent layer"); }
        return new(forward, backward, (MergeMode)c.OneOf("merge_mode", s_mergeModes));
    }
}
