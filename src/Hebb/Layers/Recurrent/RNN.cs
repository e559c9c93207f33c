using Hebb.Configuration;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Layers;

/// <summary>Applies a cell to the steps of a sequence, one after the other: shape (batch, time, features) becomes (batch, units), or (batch, time, units) with
/// <see cref="ReturnSequences"/>.</summary>
/// <remarks>
/// Further inputs may follow the sequence: booleans (batch, time) that say which steps count (others repeat the output and the states of the
/// step before, as in Keras), and the first states, each (batch, units), which are zeros otherwise. Without booleans the sequence's own mask is
/// taken (<see cref="Tensor.Mask"/>), but not by a call that is given first states: as in Keras all steps count then, unless booleans are given, too.
/// The mask of the output is that of the sequence either way.
/// <para>With <see cref="ReturnState"/>, <see cref="Layer.ApplyAll(IReadOnlyList{Tensor}, bool?)"/> gives the last states behind the output: for
/// an encoder–decoder, say.</para>
/// </remarks>
/// <example>
/// <code>
/// Node x = new Input([20, 3]), mask = new Input([20], DType.Bool);
/// Node y = new RNN(new GRUCell(8)).Apply([x, mask]);
/// </code>
/// </example>
public class RNN : Layer
{
    /// <summary>First states and mask are arguments of the call.</summary>
    internal static CallForm Loop { get; } = new() { Mask = "mask", States = "initial_state", TakesInputsApart = true };

    internal static LayerKind<RNN> Kind { get; } = new("RNN", c => new(c.Layer("cell", l => l.Cell, "a cell"), c)) { Call = Loop };

    private StatesKept? _kept;

    /// <summary>A layer that applies a cell.</summary>
    public RNN(RnnCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        Cell = AddPart("cell", cell);
    }

    /// <summary>A layer with what is said about the loop over time.</summary>
    /// <remarks>
    /// Settings that say how something is computed but not what (unroll, implementation, use_cudnn, and the seed of dropout) are not read: the results are the
    /// same. We write that loops are not unrolled.
    /// </remarks>
    private protected RNN(RnnCell cell, IConfig<RNN> c) : this(cell)
    {
        c.Refuse("time_major");
        ReturnSequences = c.Flag("return_sequences", l => l.ReturnSequences, false);
        ReturnState = c.Flag("return_state", l => l.ReturnState, false);
        GoBackwards = c.Flag("go_backwards", l => l.GoBackwards, false);
        Stateful = c.Flag("stateful", l => l.Stateful, false);
        ZeroOutputForMask = c.Flag("zero_output_for_mask", l => l.ZeroOutputForMask, false);
        c.WriteOnly("unroll", false);
    }

    /// <summary>What is done at each step.</summary>
    public RnnCell Cell { get; }

    /// <summary>Whether the outputs of all steps are given, and not only the last one.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether the last states are given as well, as outputs behind the first: LSTM's h and c, say.</summary>
    public bool ReturnState { get; init; }

    /// <summary>Whether the sequence is run through from its end. The outputs come in the order in which they are computed.</summary>
    public bool GoBackwards { get; init; }

    /// <summary>
    /// Whether a batch begins with the states with which the batch before ended: row i of a batch goes on with row i of the next, until
    /// <see cref="ResetStates"/>. All batches have the same number of rows then, and are not shuffled. Gradients do not pass from a batch to the one before.
    /// </summary>
    /// <remarks>
    /// Evaluating and predicting go on with the states as well. A model with such a layer predicts all rows it is given as one batch, and one call at a time:
    /// calls of several threads wait for each other and share the states.
    /// </remarks>
    public bool Stateful { get; init; }

    /// <summary>Whether the output of a step that does not count is zero, instead of that of the step before.</summary>
    public bool ZeroOutputForMask { get => ZeroesOutput; init => ZeroesOutput = value; }

    /// <summary><see cref="ZeroOutputForMask"/>, which <see cref="Bidirectional"/> sets.</summary>
    internal bool ZeroesOutput { get; set; }

    /// <summary>Makes the next batch begin with zeros. Only layers that are <see cref="Stateful"/> keep states.</summary>
    public void ResetStates() => _kept?.Reset();

    /// <summary>The number of rows of the batches; null if no states are kept, or not yet.</summary>
    internal int? RowsKept => _kept?.Rows;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        RequireSequence(inputs[0]);
        Cell.BuildFor([inputs[0][0], .. inputs[0].Dimensions[2..]]);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(IReadOnlyList<Tensor> inputs, bool training) => ForwardAll(inputs, training)[0];

    /// <inheritdoc/>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs) => ReturnSequences ? MaskOf(inputs) : null;

    /// <summary>Which steps of the output count: what is given, or the mask of the sequence; null if all do.</summary>
    internal static Tensor? MaskOf(IReadOnlyList<Tensor> inputs) => Given(inputs) ?? inputs[0].Mask;

    /// <summary>Which steps the loop stops for. Keras finds the mask of a sequence by itself only where that is the only tensor of a call.</summary>
    private static Tensor? Heeded(IReadOnlyList<Tensor> inputs) => Given(inputs) ?? (inputs.Count == 1 ? inputs[0].Mask : null);

    private static Tensor? Given(IReadOnlyList<Tensor> inputs) => inputs.Skip(1).FirstOrDefault(input => input.DType == DType.Bool);

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> ForwardAll(IReadOnlyList<Tensor> inputs, bool training)
    {
        RequireSequence(inputs[0].Shape);
        Tensor x = Swapped(inputs[0].DType.IsFloat ? inputs[0] : inputs[0].Cast(DType.Float32));
        (int steps, int batch) = (x.Shape[0], x.Shape[1]);
        using Scope.Entered scope = Scope.Enter(Cell.Name ?? Cell.DefaultName);
        Tensor? mask = Heeded(inputs);
        IReadOnlyList<Tensor> first = FirstStates(x, [.. inputs.Skip(1).Where(input => input.DType != DType.Bool)]);
        List<(Tensor Symbol, Tensor Whole)> sequences = [.. Cell.Prepare(x, training).Select(whole => (Trace.Symbol(0, whole.Shape[1..], whole.DType), whole))];
        Tensor[] before = [.. first.Select(state => Trace.Symbol(0, state.Shape, state.DType))];

        // Layers that a cell uses work inside of the loop, on no step in particular: whoever notes calls could not read them.
        (Tensor output, IReadOnlyList<Tensor> after) =
            LayerCalls.During(() => Cell.Step([.. sequences.Select(sequence => sequence.Symbol)], before, training)).Result;
        List<(Tensor Symbol, Tensor First, Tensor Next)> states = [];
        if (mask is not null)
        {
            if (mask.Shape != [batch, steps])
            {
                throw new ShapeException($"{this} expects booleans of shape ({batch}, {steps}) for its steps, but got {mask.Shape}.");
            }

            Tensor counts = Trace.Symbol(0, [batch], DType.Bool);
            sequences.Add((counts, Swapped(mask)));
            int same = after.ToList().IndexOf(output);
            after = [.. after.Select((state, i) => Choose(counts, state, before[i]))];
            if (ZeroesOutput) { output = Choose(counts, output, Zero(output)); }
            else if (same >= 0) { output = after[same]; }
            else
            {
                Tensor last = Trace.Symbol(0, output.Shape, output.DType);
                output = Choose(counts, output, last);
                states.Add((last, Zero(output), output));
            }
        }

        states.InsertRange(0, before.Select((symbol, i) => (symbol, first[i], after[i])));
        bool outputIsState = !ReturnSequences && states.Exists(state => state.Next == output);
        Tensor scan = LoopBuilder.Scan(steps, GoBackwards, states, sequences, outputIsState ? [] : [output]);
        if (KeepsStates) { _kept!.Keep([.. before.Select((_, i) => Scan.Final(scan, i))]); }
        Tensor result = outputIsState ? Scan.Final(scan, states.FindIndex(state => state.Next == output)) : Outputs(Scan.Stacked(scan, 0));
        return ReturnState ? [result, .. before.Select((_, i) => Scan.Final(scan, i))] : [result];
    }

    /// <summary>Whether states are kept, and not only shapes are learned or the model is looked into: that begins with zeros, may take any number of rows,
    /// and changes nothing.</summary>
    private bool KeepsStates => Stateful && LayerCalls.Current is null && Trace.Current is not { IsSymbolic: true };

    /// <summary>What is given of the outputs of all steps, time first.</summary>
    private Tensor Outputs(Tensor outputs)
    {
        if (!ReturnSequences) { return outputs.Slice(0, GoBackwards ? ..1 : ^1..).Squeeze(0); }
        Tensor whole = Swapped(outputs);
        return GoBackwards ? whole.Reverse(1) : whole;
    }

    private IReadOnlyList<Tensor> FirstStates(Tensor x, IReadOnlyList<Tensor> given)
    {
        IReadOnlyList<Tensor> zeros = Cell.Zeros(x.Slice(0, ..1).Squeeze(0));
        if (KeepsStates)
        {
            _kept ??= new(this, zeros);
            if (given.Count == 0) { return _kept.For(zeros); }
        }

        if (given.Count == 0) { return zeros; }
        if (given.Count != zeros.Count || given.Zip(zeros).Any(pair => pair.First.Shape != pair.Second.Shape))
        {
            throw new ShapeException(
                $"{this} has states of shapes {string.Join(", ", zeros.Select(state => state.Shape))}, but got first states of "
                + $"shapes {string.Join(", ", given.Select(state => state.Shape))}.");
        }

        return given;
    }

    private void RequireSequence(Shape input)
    {
        if (input.Rank < 3 || input[1] == 0)
        {
            throw new ShapeException(
                $"{this} expects sequences of at least one step, shape (batch, time, features), but got {input}. Reshape rows of numbers to (batch, time, 1).");
        }
    }

    /// <summary>Batch and time change places.</summary>
    private static Tensor Swapped(Tensor x) => x.Transpose([1, 0, .. Enumerable.Range(2, x.Rank - 2)]);

    private static Tensor Choose(Tensor counts, Tensor yes, Tensor no) =>
        Tensor.Where(counts.Reshape([counts.Shape[0], .. Enumerable.Repeat(1, yes.Rank - 1)]).BroadcastTo(yes.Shape), yes, no);

    private static Tensor Zero(Tensor like) => Tensor.Scalar(0, like.DType).BroadcastTo(like.Shape);

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name}({Cell})";
}
