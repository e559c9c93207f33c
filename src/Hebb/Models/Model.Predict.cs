using System.Collections.Concurrent;
using Hebb.Graphs;
using Hebb.Tensors;

namespace Hebb.Models;

public partial class Model
{
    /// <summary>Rows computed at a time. Smaller batches have programs of their own, so this is also the number of programs for any traffic.</summary>
    private const int PredictRows = 32;

    private readonly ConcurrentQueue<PredictBuffers> _buffers = new();
    private Function? _predict;

    /// <summary>Keeps predictions and training steps apart.</summary>
    internal StepGate Gate { get; private set; } = new();

    /// <summary>The model's output for these rows. Many threads may call it at once, on any model that does not assign weights outside training.</summary>
    /// <remarks>
    /// It may be called while another thread trains the model (or one that holds it as a layer): all rows are computed with the weights of one finished
    /// step, for which the next step waits.
    /// </remarks>
    /// <param name="x">The rows.</param>
    /// <exception cref="ShapeException">The rows do not have the shape the model was built for.</exception>
    /// <exception cref="InvalidOperationException">The model has several inputs or outputs: use <see cref="Predict(IReadOnlyList{Tensor})"/>.</exception>
    public Tensor Predict(Tensor x)
    {
        IReadOnlyList<Tensor> outputs = Predict([x]);
        return outputs.Count == 1
            ? outputs[0]
            : throw new InvalidOperationException($"{this} has {outputs.Count} outputs: call Predict([x]) to get all of them.");
    }

    /// <summary>All outputs of the model for these rows of all inputs.</summary>
    /// <inheritdoc cref="Predict(Tensor)"/>
    public IReadOnlyList<Tensor> Predict(IReadOnlyList<Tensor> x)
    {
        Datasets.Batch rows = new(x, []);
        EnsureReady(rows.Inputs);
        long began = Telemetry.PredictionBegins();
        bool entered = Gate.EnterPrediction();
        try
        {
            // The states of layers belong to all rows at once.
            return _isStateful ? PredictFunction.Call(rows.Arguments) : PredictBlocks(rows);
        }
        finally
        {
            if (entered) { Gate.LeavePrediction(); }
            Telemetry.PredictionEnds(began, this, rows.Rows);
        }
    }

    private Tensor[] PredictBlocks(Datasets.Batch rows)
    {
        // Rows of other extents than the model was built for, or of open ones, have buffers of their own; what does not fit is an error that the layers
        // explain.
        bool areAsBuilt = AreAsBuilt(rows.Arguments);
        PredictBuffers buffers = areAsBuilt ? Rent() : new(PredictRows, PredictFunction, [.. rows.Inputs.Select(input => (input.Shape[1..], input.DType))]);
        Tensor[] outputs = [.. buffers.For(Math.Clamp(rows.Rows, 1, PredictRows)).Results.Select(result =>
            Tensor.Uninitialized([rows.Rows, .. result.Shape.Dimensions[1..]], result.DType))];
        for (int start = 0; start < rows.Rows; start += PredictRows)
        {
            int count = Math.Min(PredictRows, rows.Rows - start);
            (Tensor[] arguments, Tensor[] results) = buffers.For(count);
            for (int i = 0; i < arguments.Length; i++) { CopyRows(rows.Arguments[i], start, arguments[i], 0, count); }
            PredictFunction.Run(arguments, results);
            for (int i = 0; i < outputs.Length; i++) { CopyRows(results[i], 0, outputs[i], start, count); }
        }

        if (areAsBuilt) { _buffers.Enqueue(buffers); }
        return outputs;
    }

    /// <summary>The model's output for rows that lie one behind the other; nothing is allocated, and many threads may call it at once.</summary>
    /// <param name="rows">The numbers of all rows.</param>
    /// <param name="results">Where to put the outputs of all rows.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model has several inputs or outputs, other types, or its shapes are not known yet.</exception>
    public void Predict(ReadOnlySpan<float> rows, Span<float> results)
    {
        BeforeParametersAreSeen();
        if (!_ready || _inputRows is not [({ IsKnown: true } inputRow, DType.Float32)] || _outputRows is not [({ IsKnown: true } outputRow, DType.Float32)])
        {
            throw new InvalidOperationException(
                $"{this} must have one Float32 input and output, of known shapes, to predict from spans: begin it with an Input, or use it on tensors first.");
        }

        int width = (int)inputRow.Size, outputWidth = (int)outputRow.Size, count = rows.Length / width;
        if (rows.Length != count * width || results.Length != count * outputWidth)
        {
            throw new ArgumentException(
                $"Rows of {width} numbers give {outputWidth} results each, but {rows.Length} numbers and room for {results.Length} results were given.");
        }

        if (_isStateful)
        {
            Predict(Tensor.Create(rows, [count, .. inputRow.ToShape()])).AsSpan<float>().CopyTo(results);
            return;
        }

        long began = Telemetry.PredictionBegins();
        bool entered = Gate.EnterPrediction();
        try
        {
            PredictBuffers buffers = Rent();
            for (int start = 0; start < count; start += PredictRows)
            {
                int block = Math.Min(PredictRows, count - start);
                (Tensor[] arguments, Tensor[] outputs) = buffers.For(block);
                rows.Slice(start * width, block * width).CopyTo(arguments[0].Value!.Span<float>());
                PredictFunction.Run(arguments, outputs);
                outputs[0].AsSpan<float>().CopyTo(results[(start * outputWidth)..]);
            }

            _buffers.Enqueue(buffers);
        }
        finally
        {
            if (entered) { Gate.LeavePrediction(); }
            Telemetry.PredictionEnds(began, this, count);
        }
    }

    private Function PredictFunction => _predict
        ?? Interlocked.CompareExchange(ref _predict, new(x => Outputting(x, training: false)) { Name = "predict", Threads = Threads }, null) ?? _predict;

    private PredictBuffers Rent() => _buffers.TryDequeue(out PredictBuffers? buffers)
        ? buffers
        : new(PredictRows, PredictFunction, [.. _inputRows!.Select(input => (input.Row.ToShape(), input.Type))]);

    private bool AreAsBuilt(ReadOnlySpan<Tensor> x)
    {
        if (x.Length != _inputRows!.Count) { return false; }
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i].DType != _inputRows[i].Type || !_inputRows[i].Row.IsKnown || !_inputRows[i].Row.FitsBatch(x[i].Shape)) { return false; }
        }

        return true;
    }

    private static void CopyRows(Tensor from, int fromRow, Tensor to, int toRow, int rows)
    {
        Span<byte> source = from.Value!.Span<byte>(), target = to.Value!.Span<byte>();
        int row = source.Length / from.Shape[0];
        source.Slice(fromRow * row, rows * row).CopyTo(target[(toRow * row)..]);
    }
}
