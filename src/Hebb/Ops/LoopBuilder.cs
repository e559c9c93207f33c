using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>
/// Makes a <see cref="Loop"/> of tensors that were traced for one step: what depends on the symbols of the step becomes the body, all else is computed once,
/// before the loop, and comes in as an invariant.
/// </summary>
internal sealed class LoopBuilder
{
    private readonly Dictionary<Tensor, Tensor> _body = [];
    private readonly List<Tensor> _invariants = [], _inputs = [];
    private readonly Dictionary<Tensor, Tensor> _outside;

    private LoopBuilder(IReadOnlyDictionary<Tensor, Tensor> outside) => _outside = new(outside);

    /// <summary>Runs a step over time.</summary>
    /// <param name="steps">How many steps.</param>
    /// <param name="reversed">Whether they run from the last to the first.</param>
    /// <param name="states">For each state its symbol, its first value, and its value after the step.</param>
    /// <param name="sequences">For each sequence the symbol of one step, and the whole, time first.</param>
    /// <param name="stacks">What is kept for all steps.</param>
    /// <param name="outside">Symbols of another loop that are invariants here, and what they stand for.</param>
    /// <returns>The scan; its stacks are those asked for, in order.</returns>
    public static Tensor Scan(
        int steps, bool reversed, IReadOnlyList<(Tensor Symbol, Tensor First, Tensor Next)> states, IReadOnlyList<(Tensor Symbol, Tensor Whole)> sequences,
        IReadOnlyList<Tensor> stacks, IReadOnlyDictionary<Tensor, Tensor>? outside = null)
    {
        LoopBuilder builder = new(outside ?? new Dictionary<Tensor, Tensor>());
        Tensor[] stateSymbols = [.. states.Select(state => builder.Symbol(state.Symbol, state.First))];
        Tensor[] sequenceSymbols = [.. sequences.Select(sequence => builder.Symbol(sequence.Symbol, sequence.Whole))];
        builder.Copy([.. states.Select(state => state.Next), .. stacks]);
        Loop loop = new(steps, reversed)
        {
            States = stateSymbols,
            Sequences = sequenceSymbols,
            Next = [.. states.Select(state => builder.Inside(state.Next))],
            Invariants = [.. builder._invariants],
        };
        foreach (Tensor stack in stacks) { loop.Stacks.Add(builder.Inside(stack)); }
        return new(new Scan(loop, stacks.Count), [.. builder._inputs]);
    }

    /// <summary>The same loop in Float64.</summary>
    public static Loop Widen(Loop loop, int stacks)
    {
        Widening wide = new([.. loop.Symbols, .. loop.Next, .. loop.Stacks.Take(stacks)], inputs: 0);
        Loop result = new(loop.Steps, loop.Reversed)
        {
            States = [.. loop.States.Select(symbol => wide[symbol])],
            Sequences = [.. loop.Sequences.Select(symbol => wide[symbol])],
            Invariants = [.. loop.Invariants.Select(symbol => wide[symbol])],
            Next = [.. loop.Next.Select(value => wide[value])],
        };
        result.Stacks.AddRange(loop.Stacks.Take(stacks).Select(value => wide[value]));
        return result;
    }

    private Tensor Symbol(Tensor symbol, Tensor outer)
    {
        Tensor inner = new(new Input(_inputs.Count, symbol.Shape, symbol.DType), []);
        _inputs.Add(outer);
        _body[symbol] = inner;
        return inner;
    }

    /// <summary>Copies what depends on symbols.</summary>
    private void Copy(IReadOnlyList<Tensor> roots)
    {
        HashSet<Tensor> symbols = [.. _body.Keys];
        foreach (Tensor tensor in Topology.Sort(roots, tensor => symbols.Contains(tensor) || _outside.ContainsKey(tensor)))
        {
            if (_body.ContainsKey(tensor) || tensor.Value is not null || _outside.ContainsKey(tensor)) { continue; }
            using Scope.Entered scope = Scope.Set(tensor.ScopePath);
            if (tensor.Inputs.Any(_body.ContainsKey)) { _body[tensor] = new(tensor.Op, [.. tensor.Inputs.Select(Inside)]); }
            else if (tensor.Inputs.Any(_outside.ContainsKey))
            {
                _outside[tensor] = new(tensor.Op, [.. tensor.Inputs.Select(input => _outside.GetValueOrDefault(input) ?? input)]);
            }
        }
    }

    /// <summary>Whether a tensor is one known number, perhaps repeated.</summary>
    private static bool IsNumber(Tensor tensor) =>
        tensor.Value is not null ? tensor.Size == 1 : tensor.Op is Broadcast or Reshape && IsNumber(tensor.Inputs[0]);

    /// <summary>What a tensor is within the body. Numbers of expressions stay numbers; other things from outside come in through an input.</summary>
    private Tensor Inside(Tensor tensor)
    {
        if (_body.TryGetValue(tensor, out Tensor? inner)) { return inner; }
        Tensor outer = _outside.GetValueOrDefault(tensor) ?? tensor;
        if (IsNumber(outer)) { return outer; }
        int known = _inputs.IndexOf(outer, _inputs.Count - _invariants.Count);
        if (known >= 0) { return _invariants[known - (_inputs.Count - _invariants.Count)]; }
        inner = new(new Input(_inputs.Count, outer.Shape, outer.DType), []);
        _inputs.Add(outer);
        _invariants.Add(inner);
        return inner;
    }
}
