using Hebb.Activations;
using Hebb.Initializers;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>How the cells of recurrent layers are written. The layers of Keras' own cells have the same settings.</summary>
internal static class RecurrentCellKinds
{
    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        LayerKind.Of<SimpleRNNCell>("SimpleRNNCell", Write, ReadSimple),
        LayerKind.Of<LSTMCell>("LSTMCell", Write, ReadLstm),
        LayerKind.Of<GRUCell>("GRUCell", Write, ReadGru),
        LayerKind.Of<StackedRNNCells>("StackedRNNCells", (layer, c) => c.Set("cells", layer.Cells), c => new([.. c.Layers("cells").Select(layer => AsCell(layer, c, "cells"))])),
    ];

    /// <summary>A cell inside another layer: one of Keras', or one that was registered.</summary>
    /// <exception cref="FileFormatException">It is unknown, or no cell.</exception>
    public static RnnCell Read(LayerConfig c, string key) => AsCell(c.Layer(key), c, key);

    /// <summary>A cell by its settings.</summary>
    public static SimpleRNNCell ReadSimple(LayerConfig c) => With(new SimpleRNNCell(c.Int("units"), Function(c), UseBias(c)), c);

    /// <summary>A cell by its settings.</summary>
    public static LSTMCell ReadLstm(LayerConfig c) =>
        With(new LSTMCell(c.Int("units"), Function(c), Gates(c), UseBias(c)) { UnitForgetBias = c.Flag("unit_forget_bias", true) }, c);

    /// <summary>A cell by its settings. Keras 1 and 2.0 did not know reset_after, and meant false.</summary>
    public static GRUCell ReadGru(LayerConfig c) =>
        With(new GRUCell(c.Int("units"), Function(c), Gates(c), UseBias(c)) { ResetAfter = c.Flag("reset_after", false) }, c);

    /// <summary>The settings of a cell.</summary>
    public static void Write(GatedCell cell, LayerConfig c)
    {
        c.Set("units", cell.Units);
        WriteWeights(cell, c);
        if (cell is LSTMCell lstm)
        {
            c.Set("recurrent_activation", lstm.RecurrentActivation);
            c.Set("unit_forget_bias", lstm.UnitForgetBias);
        }
        else if (cell is GRUCell gru)
        {
            c.Set("recurrent_activation", gru.RecurrentActivation);
            c.Set("reset_after", gru.ResetAfter);
        }
    }

    /// <summary>The settings that all cells have.</summary>
    public static void WriteWeights(GatedCell cell, LayerConfig c)
    {
        c.Set("activation", cell.Activation);
        c.Set("use_bias", cell.UseBias);
        c.Set("kernel_initializer", cell.KernelInitializer);
        c.Set("recurrent_initializer", cell.RecurrentInitializer);
        c.Set("bias_initializer", cell.BiasInitializer);
        c.Set("kernel_regularizer", cell.KernelRegularizer);
        c.Set("recurrent_regularizer", cell.RecurrentRegularizer);
        c.Set("bias_regularizer", cell.BiasRegularizer);
        c.Set("kernel_constraint", cell.KernelConstraint);
        c.Set("recurrent_constraint", cell.RecurrentConstraint);
        c.Set("bias_constraint", cell.BiasConstraint);
        c.Set("dropout", cell.Dropout);
        c.Set("recurrent_dropout", cell.RecurrentDropout);
    }

    /// <summary>A cell with the settings that all have.</summary>
    public static T With<T>(T cell, LayerConfig c) where T : GatedCell
    {
        cell.KernelInitializer = c.Initializer("kernel_initializer", Initializer.GlorotUniform);
        cell.RecurrentInitializer = c.Initializer("recurrent_initializer", Initializer.Orthogonal);
        cell.BiasInitializer = c.Initializer("bias_initializer", Initializer.Zeros);
        cell.KernelRegularizer = c.Regularizer("kernel_regularizer");
        cell.RecurrentRegularizer = c.Regularizer("recurrent_regularizer");
        cell.BiasRegularizer = c.Regularizer("bias_regularizer");
        cell.KernelConstraint = c.Constraint("kernel_constraint");
        cell.RecurrentConstraint = c.Constraint("recurrent_constraint");
        cell.BiasConstraint = c.Constraint("bias_constraint");
        cell.Dropout = c.Number("dropout", 0);
        cell.RecurrentDropout = c.Number("recurrent_dropout", 0);
        return cell;
    }

    /// <summary>The activation; null stands for none.</summary>
    public static Activation Function(LayerConfig c) => c.Activation("activation") ?? Activation.Linear;

    /// <summary>The activation of the gates; null stands for none.</summary>
    public static Activation Gates(LayerConfig c) =>
        c.Json.ContainsKey("recurrent_activation") ? c.Activation("recurrent_activation") ?? Activation.Linear : Activation.Sigmoid;

    /// <summary>Whether there is a bias.</summary>
    public static bool UseBias(LayerConfig c) => c.Flag("use_bias", true);

    private static RnnCell AsCell(Layer layer, LayerConfig c, string key) => layer as RnnCell ?? throw c.Wrong(key, $"a cell, and not a {layer.GetType().Name}");
}
