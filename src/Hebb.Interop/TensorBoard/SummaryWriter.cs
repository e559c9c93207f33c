using Google.Protobuf;
using Hebb.Interop.TensorBoard.Protos;
using Hebb.Models;

namespace Hebb.Interop.TensorBoard;

/// <summary>Writes numbers, distributions and graphs to a folder that TensorBoard shows as one run: for training loops of your own; <see cref="TensorBoard"/>
/// does it for <c>Fit</c>.</summary>
/// <remarks>The file is made with the first value. One thread at a time writes; TensorBoard may read at any moment what has been flushed.</remarks>
/// <param name="directory">The folder; it is made if need be.</param>
public sealed class SummaryWriter(string directory) : IDisposable
{
    private EventFile? _file;

    /// <summary>The path of the file; null before anything is written.</summary>
    public string? FilePath => _file?.FilePath;

    private EventFile File => _file ??= new(directory);

    /// <summary>Writes a number.</summary>
    /// <param name="tag">What it is called.</param>
    /// <param name="value">The number; it is kept as Float32, like TensorBoard does.</param>
    /// <param name="step">Its place on the axis.</param>
    public void Scalar(string tag, double value, long step) =>
        Write(tag, step, "scalars", DataClass.Scalar, new() { Dtype = DataType.DtFloat, TensorShape = new(), FloatVal = { (float)value } });

    /// <summary>Writes how values are distributed.</summary>
    /// <param name="tag">What they are called.</param>
    /// <param name="values">The values; those that are not finite are left out.</param>
    /// <param name="step">Their place on the axis.</param>
    public void Histogram(string tag, ReadOnlySpan<float> values, long step)
    {
        double[] rows = Buckets.Of(values);
        TensorProto tensor = new() { Dtype = DataType.DtDouble, TensorShape = ShapeOf(rows.Length / 3, 3), TensorContent = Bytes(rows) };
        Write(tag, step, "histograms", DataClass.Tensor, tensor);
    }

    /// <summary>Writes the layers of a model and what flows between them.</summary>
    public void Graph(Model model) => File.Write(new() { GraphDef = ModelGraph.Of(model).ToByteString() });

    /// <summary>Lets TensorBoard see everything written so far.</summary>
    public void Flush() => _file?.Flush();

    /// <summary>Ends the file.</summary>
    public void Dispose() => _file?.Dispose();

    /// <summary>Writes a message for the page of hyperparameters: it has no value, only data for the plugin.</summary>
    internal void HParams(string tag, HParamsPluginData data) =>
        Write(tag, 0, "hparams", DataClass.Tensor, new() { Dtype = DataType.DtFloat, TensorShape = ShapeOf(0) }, data.ToByteString());

    private static TensorShapeProto ShapeOf(params ReadOnlySpan<int> extents)
    {
        TensorShapeProto shape = new();
        foreach (int extent in extents) { shape.Dim.Add(new TensorShapeProto.Types.Dim { Size = extent }); }
        return shape;
    }

    private static ByteString Bytes(double[] values)
    {
        byte[] bytes = new byte[values.Length * sizeof(double)];
        for (int i = 0; i < values.Length; i++) { System.Buffers.Binary.BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]); }
        return ByteString.CopyFrom(bytes);
    }

    private void Write(string tag, long step, string plugin, DataClass dataClass, TensorProto tensor, ByteString? content = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        SummaryMetadata metadata = new() { DataClass = dataClass, PluginData = new() { PluginName = plugin, Content = content ?? ByteString.Empty } };
        File.Write(new() { Step = step, Summary = new() { Value = { new Summary.Types.Value { Tag = tag, Tensor = tensor, Metadata = metadata } } } });
    }
}
