using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>
/// The gradient of a scan: a scan that runs the other way and carries the gradients of the states. The values of the forward steps that it needs are stacked by
/// the forward scan; gradients of matrices and biases are not added up step by step, but computed by one product over all steps afterwards.
/// </summary>
internal sealed class ScanGradient
{
    private readonly Loop _loop;
    private readonly Tensor _scan;
    private readonly Dictionary<Tensor, Tensor> _gradients = [];
    private readonly List<(Tensor Invariant, Tensor Used, Tensor Flow)> _afterwards = [];
    private readonly List<(Tensor Symbol, Tensor First, Tensor Next)> _states = [];
    private readonly List<(Tensor Symbol, Tensor Whole)> _sequences = [];
    private readonly List<Tensor> _stacks = [];
    private readonly Dictionary<Tensor, Tensor> _outside = [];

    private ScanGradient(Loop loop, Tensor scan) => (_loop, _scan) = (loop, scan);

    /// <summary>The gradients of a scan's inputs.</summary>
    public static Tensor?[] Of(Scan op, Tensor scan, Tensor dy) => new ScanGradient(op.Loop, scan).Flows(op.Stacks, dy);

    private Tensor?[] Flows(int stacks, Tensor dy)
    {
        Tensor[] carried = [.. _loop.States.Select(Symbol)];
        for (int i = 0; i < carried.Length; i++) { Add(_loop.Next[i], carried[i]); }
        for (int i = 0; i < stacks; i++)
        {
            Tensor value = _loop.Stacks[i];
            if (!value.DType.IsFloat || Piece(dy, _loop.StackOffset(i), value.Size * _loop.Steps) is not { } flow) { continue; }
            Tensor symbol = Symbol(value);
            _sequences.Add((symbol, flow.Reshape([_loop.Steps, .. value.Shape.Dimensions])));
            Add(value, symbol);
        }

        List<Tensor> body = Topology.Sort([.. _loop.Symbols, .. _loop.Next, .. _loop.Stacks.Take(stacks)]);
        Propagate(body);
        for (int i = 0; i < carried.Length; i++)
        {
            Tensor first = Piece(dy, _loop.FinalOffset(i), carried[i].Size)?.Reshape(carried[i].Shape) ?? Zero(carried[i]);
            _states.Add((carried[i], first, _gradients.GetValueOrDefault(_loop.States[i]) ?? Zero(carried[i])));
        }

        foreach (Tensor invariant in _loop.Invariants)
        {
            if (!_gradients.TryGetValue(invariant, out Tensor? flow)) { continue; }
            Tensor sum = Symbol(invariant);
            _states.Add((sum, Zero(sum), sum + flow));
        }

        foreach (Tensor sequence in _loop.Sequences)
        {
            if (_gradients.TryGetValue(sequence, out Tensor? flow)) { _stacks.Add(flow); }
        }

        foreach ((_, _, Tensor flow) in _afterwards) { if (!_stacks.Contains(flow)) { _stacks.Add(flow); } }
        Tensor forward = Residuals([.. body]);
        return Collected(LoopBuilder.Scan(_loop.Steps, !_loop.Reversed, _states, _sequences, _stacks, _outside), forward);
    }

    /// <summary>Walks the step backwards.</summary>
    private void Propagate(List<Tensor> body)
    {
        HashSet<Tensor> needed = [.. _loop.Symbols.Where(symbol => symbol.DType.IsFloat)], invariants = [.. _loop.Invariants];
        foreach (Tensor tensor in body)
        {
            if (tensor.Op is not StopGradient && tensor.Value is null && tensor.Inputs.Any(needed.Contains)) { needed.Add(tensor); }
        }

        for (int i = body.Count - 1; i >= 0; i--)
        {
            Tensor tensor = body[i];
            if (tensor.Inputs.Length == 0 || !needed.Contains(tensor) || !_gradients.TryGetValue(tensor, out Tensor? dy)) { continue; }
            using Scope.Entered scope = Scope.Set(tensor.ScopePath);
            Tensor?[] flows = tensor.Op.Gradient(tensor, dy);
            for (int k = 0; k < flows.Length; k++)
            {
                Tensor input = tensor.Inputs[k];
                if (flows[k] is not { } flow || !needed.Contains(input)) { continue; }
                if (invariants.Contains(input) && IsSummedAfterwards(tensor, k)) { _afterwards.Add((input, tensor, dy)); }
                else { Add(input, flow.BroadcastTo(input.Shape)); }
            }
        }
    }

    /// <summary>A product with a matrix, and the addition of a bias, are the same over the rows of all steps.</summary>
    private static bool IsSummedAfterwards(Tensor tensor, int input) =>
        tensor.Op is Broadcast
            || tensor.Op is MatMul { TransposeA: false } && tensor.Rank == 2 && input == 1 && tensor.Inputs[0].Value is null
                && !IsComputedAgain(tensor.Inputs[0]);

    /// <summary>Finds the forward values that the gradients are computed from, and has the forward scan stack them.</summary>
    private Tensor Residuals(HashSet<Tensor> body)
    {
        int states = _loop.States.Length, sequences = _loop.Sequences.Length;
        for (int i = 0; i < _loop.Invariants.Length; i++) { _outside[_loop.Invariants[i]] = _scan.Inputs[states + sequences + i]; }
        bool IsKept(Tensor tensor) => body.Contains(tensor) && tensor.Value is null && !IsComputedAgain(tensor);
        IEnumerable<Tensor> used = _afterwards.Where(use => use.Used.Op is MatMul).Select(use => use.Used.Inputs[0]);
        List<Tensor> kept = [.. Topology.Sort([.. _states.Select(state => state.Next), .. _stacks, .. used], IsKept)
            .Where(IsKept)
            .Where(tensor => !_outside.ContainsKey(tensor))];
        foreach (Tensor tensor in kept)
        {
            int state = Array.IndexOf(_loop.States, tensor);
            if (state >= 0) { _loop.Stack(_loop.Next[state]); }
            else if (tensor.Inputs.Length > 0) { _loop.Stack(tensor); }
        }

        Tensor forward = new(new Scan(_loop, _loop.Stacks.Count), _scan.Inputs);
        foreach (Tensor tensor in kept) { _sequences.Add((tensor, Whole(tensor, forward))); }
        return forward;
    }

    /// <summary>Views and booleans are cheaper to compute again than to keep.</summary>
    private static bool IsComputedAgain(Tensor tensor) =>
        tensor.Inputs.Length > 0 && (!tensor.DType.IsFloat || tensor.Op is Reshape or Broadcast or Slice or Transpose or Cast or StopGradient);

    /// <summary>A value of the body at all steps, time first.</summary>
    private Tensor Whole(Tensor tensor, Tensor forward)
    {
        int state = Array.IndexOf(_loop.States, tensor);
        if (state >= 0)
        {
            Tensor after = Scan.Stacked(forward, _loop.Stack(_loop.Next[state])), first = _scan.Inputs[state].ExpandDims(0);
            if (_loop.Steps == 1) { return first; }
            return _loop.Reversed ? Tensor.Concatenate([after.Slice(0, 1..), first], 0) : Tensor.Concatenate([first, after.Slice(0, ..^1)], 0);
        }

        int sequence = Array.IndexOf(_loop.Sequences, tensor);
        if (sequence >= 0) { return _scan.Inputs[_loop.States.Length + sequence]; }
        if (_outside.TryGetValue(tensor, out Tensor? outer)) { return outer.BroadcastTo([_loop.Steps, .. tensor.Shape.Dimensions]); }
        if (!IsComputedAgain(tensor)) { return Scan.Stacked(forward, _loop.Stack(tensor)); }
        throw new InvalidOperationException($"A {tensor.Op.Name} is not kept.");
    }

    private Tensor?[] Collected(Tensor backward, Tensor forward)
    {
        Tensor?[] flows = new Tensor?[_scan.Inputs.Length];
        int states = _loop.States.Length, next = states;
        for (int i = 0; i < states; i++) { flows[i] = Scan.Final(backward, i); }
        for (int i = 0; i < _loop.Sequences.Length; i++)
        {
            if (_gradients.TryGetValue(_loop.Sequences[i], out Tensor? flow)) { flows[states + i] = Scan.Stacked(backward, _stacks.IndexOf(flow)); }
        }

        for (int i = 0; i < _loop.Invariants.Length; i++)
        {
            Tensor invariant = _loop.Invariants[i];
            int at = states + _loop.Sequences.Length + i;
            if (_gradients.ContainsKey(invariant)) { flows[at] = Scan.Final(backward, next++); }
            foreach ((Tensor of, Tensor used, Tensor flow) in _afterwards)
            {
                if (of != invariant) { continue; }
                Tensor sum = Afterwards(used, _scan.Inputs[at], Scan.Stacked(backward, _stacks.IndexOf(flow)), forward);
                flows[at] = flows[at] is { } before ? before + sum : sum;
            }
        }

        return flows;
    }

    /// <summary>The gradient of an invariant from all steps at once: the op's own gradient over the rows of all steps.</summary>
    private Tensor Afterwards(Tensor used, Tensor invariant, Tensor flow, Tensor forward)
    {
        if (used.Op is Broadcast)
        {
            Tensor repeated = new(new Broadcast(flow.Shape), [invariant]);
            return repeated.Op.Gradient(repeated, flow)[0]!;
        }

        Tensor rows = Rows(Whole(used.Inputs[0], forward));
        Tensor product = new(used.Op, [rows, invariant]);
        return product.Op.Gradient(product, Rows(flow))[1]!;
    }

    private static Tensor Rows(Tensor steps) => steps.Reshape([steps.Shape[0] * steps.Shape[1], .. steps.Shape.Dimensions[2..]]);

    private void Add(Tensor value, Tensor flow) => _gradients[value] = _gradients.TryGetValue(value, out Tensor? sum) ? sum + flow : flow;

    private static Tensor Symbol(Tensor like) => Trace.Symbol(0, like.Shape, like.DType);

    private static Tensor Zero(Tensor like) => Tensor.Scalar(0, like.DType).BroadcastTo(like.Shape);

    /// <summary>What flows into a part of the scan's result; null if nothing does. The flows of the parts are placed side by side: they are found again
    /// without moving them.</summary>
    private static Tensor? Piece(Tensor dy, long offset, long length)
    {
        if (dy.Op is Elementwise { Function: ElementwiseFunction.Add })
        {
            Tensor? a = Piece(dy.Inputs[0], offset, length), b = Piece(dy.Inputs[1], offset, length);
            return a is null ? b : b is null ? a : a + b;
        }

        if (dy.Op is Place place)
        {
            for (int i = 0; i < place.Starts.Count; i++)
            {
                if (place.Starts[i][0] == offset && dy.Inputs[i].Size == length) { return dy.Inputs[i]; }
            }

            if (place.Starts
                .Select((start, i) => (From: (long)start[0], To: start[0] + dy.Inputs[i].Size))
                .All(piece => piece.To <= offset || piece.From >= offset + length))
            {
                return null;
            }
        }

        return new(new Slice([checked((int)offset)], [checked((int)length)]), [dy]);
    }
}
