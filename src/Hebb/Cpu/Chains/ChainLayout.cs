using Hebb.Ops;
using Hebb.Tensors;
using Location = Hebb.Cpu.Chains.ChainRunner.Location;
using LocationKind = Hebb.Cpu.Chains.ChainRunner.LocationKind;
using Step = Hebb.Cpu.Chains.ChainRunner.Step;

namespace Hebb.Cpu.Chains;

/// <summary>
/// Decides for a chain where each value is while a block is computed, and which loops run: conversions of inputs first, then the operations,
/// then the stores that could not happen in place.
/// </summary>
internal sealed unsafe class ChainLayout
{
    private readonly Chain _chain;
    private readonly List<Location> _locations = [];
    private readonly List<Step> _steps = [];
    private readonly short[] _locationOf;
    private readonly int[] _lastRead;
    private readonly Stack<int> _free = new();

    /// <summary>Lays out a chain.</summary>
    public ChainLayout(Chain chain)
    {
        _chain = chain;
        _locationOf = new short[chain.FirstTemporary + chain.Code.Length];
        _lastRead = LastReads();
        for (int i = 0; i < chain.Inputs.Length; i++) { LocateInput(i); }
        for (int i = 0; i < chain.Constants.Length; i++) { _locationOf[chain.Inputs.Length + i] = Add(Constant(i)); }
        for (int i = 0; i < chain.Code.Length; i++) { LocateOperation(i); }

        // An input that is an output as it is may be overwritten by another output: it is saved first.
        foreach (ChainOutput output in chain.Outputs)
        {
            if (_locations[_locationOf[output.Value]] is { } at && (!at.AlongRow || output.Value < chain.Inputs.Length && at.Kind != LocationKind.Temporary))
            {
                Save(output.Value);
            }
        }

        foreach (ChainOutput output in chain.Outputs) { Store(output); }
    }

    /// <summary>Lays out the operands of a chain that a loop of the library runs: inputs, constants, outputs.</summary>
    public ChainLayout(CanonicalChain chain)
    {
        (_chain, _locationOf, _lastRead) = (null!, [], []);
        foreach (Operand input in chain.Inputs) { Add(Input(input)); }
        foreach (int constant in chain.Constants) { Add(Constant(constant)); }
        foreach (Operand output in chain.Outputs) { Add(Memory(output)); }
    }

    /// <summary>All locations.</summary>
    public Location[] Locations => [.. _locations];

    /// <summary>The loops in order.</summary>
    public Step[] Steps => [.. _steps];

    /// <summary>The number of temporaries.</summary>
    public int Temporaries { get; private set; }

    private int[] LastReads()
    {
        int[] last = new int[_locationOf.Length];
        for (int i = 0; i < _chain.Code.Length; i++)
        {
            Instruction op = _chain.Code[i];
            foreach (short value in Operands(op)) { last[value] = i; }
        }

        foreach (ChainOutput output in _chain.Outputs) { last[output.Value] = int.MaxValue; }
        return last;
    }

    private static short[] Operands(Instruction op) => Elementwise.Arity(op.Function) switch { 1 => [op.A], 2 => [op.A, op.B], _ => [op.A, op.B, op.C] };

    private void LocateInput(int index)
    {
        Operand input = _chain.Inputs[index];
        short at = Add(Input(input));
        if (input.Type != DType.Float32)
        {
            short converted = Temporary();
            _steps.Add(new(Conversions.Load(input.Type, _locations[at].AlongRow), at, at, at, converted));
            at = converted;
        }

        _locationOf[index] = at;
    }

    private static Location Input(Operand input)
    {
        bool along = input.Mode is OperandMode.Matrix or OperandMode.Row or OperandMode.Product;
        LocationKind kind = input.Mode == OperandMode.Product ? LocationKind.Product : LocationKind.Memory;
        int stride = input.Mode is OperandMode.Row or OperandMode.Scalar ? 0 : input.RowStride;
        return new(kind, input.At, 0, stride, along, input.Type == DType.Bool ? 1 : sizeof(float));
    }

    private static Location Constant(int index) => new(LocationKind.Constant, default, index, 0, AlongRow: false, sizeof(float));

    /// <summary>Copies a value into a temporary.</summary>
    private void Save(short value)
    {
        short from = _locationOf[value], to = Temporary();
        _steps.Add(new(Conversions.Store(DType.Float32, _locations[from].AlongRow), from, from, from, to));
        _locationOf[value] = to;
    }

    private void LocateOperation(int index)
    {
        Instruction op = _chain.Code[index];
        short[] operands = Operands(op);
        short a = _locationOf[op.A], b = operands.Length > 1 ? _locationOf[op.B] : a, c = operands.Length > 2 ? _locationOf[op.C] : a;

        // A temporary read here for the last time is free for the result: loops read an element before they write it.
        foreach (short value in operands.Distinct())
        {
            if (_lastRead[value] == index && _locations[_locationOf[value]].Kind == LocationKind.Temporary) { _free.Push(_locationOf[value]); }
        }

        short y = Direct(op.Y, index) ?? Temporary();
        _locationOf[op.Y] = y;
        bool Repeated(short location) => !_locations[location].AlongRow;
        _steps.Add(new((nint)ElementLoops.For(op.Function, Repeated(a), Repeated(b), Repeated(c)), a, b, c, y));
    }

    /// <summary>
    /// The memory of an output, if its value can be computed straight into it: nobody may read, from here on, an input that is the same memory.
    /// </summary>
    private short? Direct(short value, int index)
    {
        foreach (ChainOutput output in _chain.Outputs)
        {
            if (output.Value != value || output.To.Type != DType.Float32) { continue; }
            bool readLater = Enumerable.Range(0, _chain.Inputs.Length).Any(input => _lastRead[input] > index
                && (_chain.Inputs[input].At == output.To.At || _chain.Inputs[input].Mode == OperandMode.Product));
            bool readNowElsewhere = _chain.Inputs.Any(input => input.At == output.To.At && _chain.Rows * (long)_chain.Columns > 1
                && (input.Mode is not (OperandMode.Matrix or OperandMode.Product)
                    || input.Mode == OperandMode.Matrix && input.RowStride != output.To.RowStride));
            if (readLater || readNowElsewhere) { return null; }
            return Add(Memory(output.To));
        }

        return null;
    }

    private void Store(ChainOutput output)
    {
        short from = _locationOf[output.Value];
        Location at = _locations[from];
        if (at.Kind == LocationKind.Memory && at.At == output.To.At && output.To.Type == DType.Float32) { return; }
        short to = Add(Memory(output.To));
        _steps.Add(new(Conversions.Store(output.To.Type, at.AlongRow), from, from, from, to));
    }

    private static Location Memory(Operand operand) =>
        new(LocationKind.Memory, operand.At, 0, operand.RowStride, AlongRow: true, operand.Type == DType.Bool ? 1 : sizeof(float));

    private short Temporary() =>
        _free.TryPop(out int location) ? (short)location : Add(new(LocationKind.Temporary, default, Temporaries++, 0, AlongRow: true, sizeof(float)));

    private short Add(Location location)
    {
        _locations.Add(location);
        return checked((short)(_locations.Count - 1));
    }
}
