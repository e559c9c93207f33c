using Hebb.Activations;
using Hebb.Layers;

namespace Hebb.Keras;

/// <summary>How convolutional recurrent layers are written.</summary>
internal static class ConvLSTMKinds
{
    /// <summary>All of them.</summary>
    public static IEnumerable<LayerKind> All =>
    [
        Kind("ConvLSTM1D", (filters, size, c) => new ConvLSTM1D(filters, size, RecurrentCellKinds.Function(c), RecurrentCellKinds.Gates(c), RecurrentCellKinds.UseBias(c))
        {
            Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"), DataFormat = SpatialConfig.Format(c), UnitForgetBias = c.Flag("unit_forget_bias", true),
            ReturnSequences = RecurrentLayerKinds.Sequences(c), ReturnState = RecurrentLayerKinds.States(c), GoBackwards = RecurrentLayerKinds.Backwards(c), Stateful = RecurrentLayerKinds.Stateful(c), ZeroOutputForMask = RecurrentLayerKinds.Zero(c),
        }),
        Kind("ConvLSTM2D", (filters, size, c) => new ConvLSTM2D(filters, size, RecurrentCellKinds.Function(c), RecurrentCellKinds.Gates(c), RecurrentCellKinds.UseBias(c))
        {
            Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"), DataFormat = SpatialConfig.Format(c), UnitForgetBias = c.Flag("unit_forget_bias", true),
            ReturnSequences = RecurrentLayerKinds.Sequences(c), ReturnState = RecurrentLayerKinds.States(c), GoBackwards = RecurrentLayerKinds.Backwards(c), Stateful = RecurrentLayerKinds.Stateful(c), ZeroOutputForMask = RecurrentLayerKinds.Zero(c),
        }),
        Kind("ConvLSTM3D", (filters, size, c) => new ConvLSTM3D(filters, size, RecurrentCellKinds.Function(c), RecurrentCellKinds.Gates(c), RecurrentCellKinds.UseBias(c))
        {
            Strides = SpatialConfig.Size(c, "strides"), Padding = SpatialConfig.Edges(c), DilationRate = SpatialConfig.Size(c, "dilation_rate"), DataFormat = SpatialConfig.Format(c), UnitForgetBias = c.Flag("unit_forget_bias", true),
            ReturnSequences = RecurrentLayerKinds.Sequences(c), ReturnState = RecurrentLayerKinds.States(c), GoBackwards = RecurrentLayerKinds.Backwards(c), Stateful = RecurrentLayerKinds.Stateful(c), ZeroOutputForMask = RecurrentLayerKinds.Zero(c),
        }),
    ];

    private static LayerKind Kind<T>(string name, Func<int, Extents, LayerConfig, T> make) where T : ConvLSTMLayer => LayerKind.Of<T>(
        name,
        Write,
        c =>
        {
            T layer = make(c.Int("filters"), SpatialConfig.Size(c, "kernel_size"), c);
            RecurrentCellKinds.With((GatedCell)layer.Cell, c);
            return layer;
        });

    private static void Write(ConvLSTMLayer layer, LayerConfig c)
    {
        RecurrentLayerKinds.WriteLoop(layer, c);
        c.Set("filters", layer.Filters);
        SpatialConfig.WriteWindow(c, layer.Axes, layer.KernelSize, layer.Strides, layer.Padding, layer.DilationRate, layer.DataFormat);
        RecurrentCellKinds.WriteWeights((GatedCell)layer.Cell, c);
        c.Set("recurrent_activation", layer.RecurrentActivation);
        c.Set("unit_forget_bias", layer.UnitForgetBias);
    }
}
