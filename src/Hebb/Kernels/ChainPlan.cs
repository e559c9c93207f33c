using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Kernels;

/// <summary>A loop of a chain with its operands, as indices of places, and the directions it runs in.</summary>
internal readonly record struct ChainStep(Loop Loop, LoopArguments Arguments, Extent Extent);

/// <summary>
/// How a chain is executed block by block: a list of loops, and a place for each value. Loads that convert come first, then the
/// functions, then the stores that had to wait.
/// </summary>
/// <remarks>
/// A function of scalars is computed once a block, a function of one value a row once a row. An output is written straight to its memory if
/// nothing later reads an input that shares it; else it waits in a register. Registers are given again after the last reader.
/// </remarks>
internal sealed class ChainPlan
{
    private readonly Chain _chain;
    private readonly ChainOperation[] _operations;
    private readonly List<Place> _places = [];
    private readonly List<ChainStep> _steps = [];
    private readonly int[] _placeOf;
    private readonly int[] _lastUse;
    private readonly Stack<int> _free = [];

    /// <summary>Plans a chain.</summary>
    public ChainPlan(Chain chain)
    {
        _chain = chain;
        _operations = ChainOperation.From(chain);
        _placeOf = new int[chain.FirstTemporary + chain.Code.Length];
        _lastUse = LastUses();
        for (short i = 0; i < chain.Inputs.Length; i++) { PlaceInput(i); }
        for (int i = 0; i < chain.Constants.Length; i++)
        {
            _placeOf[chain.Inputs.Length + i] = Add(new(PlaceKind.Constant, Extent.None, i, default));
        }

        for (int i = 0; i < _operations.Length; i++) { PlaceOperation(i); }
        foreach (ChainOutput output in chain.Outputs) { Store(output); }
    }

    /// <summary>The places of all values.</summary>
    public Place[] Places => [.. _places];

    /// <summary>The loops in order.</summary>
    public ChainStep[] Steps => [.. _steps];

    /// <summary>The number of registers: blocks of scratch memory.</summary>
    public int Registers { get; private set; }

    private Extent View => Place.View(_chain.Rows, _chain.Columns);

    private int[] LastUses()
    {
        int[] last = new int[_placeOf.Length];
        Array.Fill(last, -1);
        for (int i = 0; i < _operations.Length; i++)
        {
            foreach (short value in _operations[i].Operands) { last[value] = i; }
        }

        foreach (ChainOutput output in _chain.Outputs) { last[output.Value] = int.MaxValue; }
        return last;
    }

    private void PlaceInput(short value)
    {
        Operand input = _chain.Inputs[value];
        Place place = Place.Of(input, _chain.Rows, _chain.Columns);
        int at = Add(place);
        bool storedElsewhere = _chain.Outputs.Any(output => output.Value == value && !Same(input, output.To));
        if (input.Type != DType.Float32 || storedElsewhere && _chain.Outputs.Any(output => Overlap(input, output.To)))
        {
            int register = NewRegister(place.Extent);
            Step(LoopTable.Load(input.Type), [at], register, place.Extent);
            at = register;
        }

        _placeOf[value] = at;
    }

    private void PlaceOperation(int index)
    {
        ChainOperation operation = _operations[index];
        int[] operands = [.. operation.Operands.Select(value => _placeOf[value])];
        Extent extent = operands.Aggregate(Extent.None, (all, place) => all | _places[place].Extent);
        bool[] splat = [.. operands.Select(place => extent.HasFlag(Extent.Columns) && !_places[place].Extent.HasFlag(Extent.Columns)), false, false];

        int? direct = extent == View ? Direct(operation, index) : null;
        // A register may take the result of the loop that reads it last, unless that loop reads it again for other elements.
        int[] dying = [.. operation.Operands.Distinct().Where(value => _lastUse[value] == index).Select(value => _placeOf[value])
            .Where(place => _places[place].Kind == PlaceKind.Register)];
        foreach (int place in dying.Where(place => _places[place].Extent == extent)) { Free(place); }
        int result = direct ?? NewRegister(extent);
        foreach (int place in dying.Where(place => _places[place].Extent != extent)) { Free(place); }

        _placeOf[operation.Result] = result;
        Step(operation.LoopFor(splat), operands, result, extent);
        if (_lastUse[operation.Result] < 0 && direct is null) { Free(result); }
    }

    /// <summary>The memory of an output that may be written by this operation, while inputs are still being read.</summary>
    private int? Direct(ChainOperation operation, int index)
    {
        foreach (ChainOutput output in _chain.Outputs)
        {
            if (output.Value != operation.Result || output.To.Type != DType.Float32) { continue; }
            bool safe = true;
            for (short value = 0; value < _chain.Inputs.Length; value++)
            {
                Operand input = _chain.Inputs[value];
                bool inMemory = _places[_placeOf[value]].Kind == PlaceKind.Memory;
                if (!inMemory || !Overlap(input, output.To)) { continue; }
                bool readNow = operation.Operands.Contains(value) && input.Mode != OperandMode.Product && !Same(input, output.To);
                safe &= !readNow && _lastUse[value] <= index;
            }

            if (safe) { return Add(Place.Of(output.To, _chain.Rows, _chain.Columns)); }
        }

        return null;
    }

    private void Store(ChainOutput output)
    {
        int from = _placeOf[output.Value];
        Place source = _places[from];
        if (source.Kind == PlaceKind.Memory && output.To.Type == DType.Float32 && Same(source.Operand, output.To)) { return; }
        bool splat = View.HasFlag(Extent.Columns) && !source.Extent.HasFlag(Extent.Columns);
        Step(LoopTable.Store(output.To.Type, splat), [from], Add(Place.Of(output.To, _chain.Rows, _chain.Columns)), View);
    }

    private void Step(Loop loop, int[] operands, int result, Extent extent)
    {
        short Operand(int i) => checked((short)operands[Math.Min(i, operands.Length - 1)]);
        _steps.Add(new(loop, new(Operand(0), Operand(1), Operand(2), checked((short)result)), extent));
    }

    private int NewRegister(Extent extent) => Add(new(PlaceKind.Register, extent, _free.TryPop(out int index) ? index : Registers++, default));

    private void Free(int place) => _free.Push(_places[place].Index);

    private int Add(Place place)
    {
        _places.Add(place);
        return _places.Count - 1;
    }

    private static bool Same(Operand a, Operand b) => a.At == b.At && a.Mode == b.Mode && a.RowStride == b.RowStride && a.Type == b.Type;

    /// <summary>Whether two operands may share memory. The product may lie anywhere, also in an output.</summary>
    private bool Overlap(Operand input, Operand output)
    {
        if (input.Mode == OperandMode.Product) { return true; }
        if (input.At.Slot != output.At.Slot) { return false; }
        var (first, end) = Place.Range(input, _chain.Rows, _chain.Columns);
        var (otherFirst, otherEnd) = Place.Range(output, _chain.Rows, _chain.Columns);
        return first < otherEnd && otherFirst < end;
    }
}
