using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Learning.Characters;

/// <summary>Reads a text character by character and says what may come next.</summary>
/// <remarks>
/// Layers that look at one step at a time, or remember those before in a state, are computed once for each character, and so remember the text from its
/// beginning. What they give is kept for the last characters; the other layers (attention, convolution) look at all of these again for each.
/// </remarks>
internal sealed class NextCharacter
{
    private readonly int _reach, _size;

    /// <summary>The nodes that are computed once for each character; the first is the input.</summary>
    private readonly List<Node> _steps = [];

    /// <summary>What the other layers look at besides the characters; the output if there are no others.</summary>
    private readonly Node[] _ends;
    private readonly Function _step;
    private readonly Tensor[] _before, _after;

    /// <summary>The other layers; null if there are none.</summary>
    private readonly Model? _others;

    /// <summary>Whether the others look at the characters themselves.</summary>
    private readonly bool _looksAtText;

    /// <summary>The last characters, and what the ends gave for them: (reach, width) each.</summary>
    private readonly int[] _read;
    private readonly float[][] _kept;
    private int _count;
    private float[] _chances = [];

    /// <summary>A reader at the beginning of a text.</summary>
    /// <param name="model">The network.</param>
    /// <param name="reach">How many of the last characters are looked at again.</param>
    /// <param name="size">How many characters there are.</param>
    public NextCharacter(Model model, int reach, int size)
    {
        (_reach, _size) = (reach, size);
        Node output = model.Outputs.Count > 0 ? model.Outputs[0] : Chain(model.Sublayers, reach);
        List<Node> others = [];
        Sort(output, others, []);
        _ends = others.Count == 0 ? [output] : [.. others.SelectMany(node => node.Inputs).Distinct().Where(node => node != _steps[0] && _steps.Contains(node))];
        Shape[] states = [.. _steps.Where(node => node.Layer is RNN).SelectMany(node => ((RNN)node.Layer).Cell.StateShapes([1, node.Inputs[0].RowShape[^1]]))];
        _before = [Tensor.Zeros([1, 1], DType.Int32), .. states.Select(state => Tensor.Zeros([1, .. state]))];
        _after = [.. _ends.Select(end => Tensor.Zeros([1, 1, end.RowShape[^1]])), .. states.Select(state => Tensor.Zeros([1, .. state]))];
        _step = new Function(Step) { Name = "next_character" };
        _looksAtText = others.Any(node => node.Inputs.Contains(_steps[0]));
        _others = others.Count == 0 ? null
            : _ends.Length == 0 ? model
            : new Model([.. _steps.Take(_looksAtText ? 1 : 0), .. _ends], [output]) { Seed = model.Seed };
        _read = new int[reach];
        _kept = [.. _others is null ? [] : _ends.Select(end => new float[reach * end.RowShape[^1]])];
    }

    /// <summary>Reads a character.</summary>
    public void Read(int character)
    {
        _before[0] = Tensor.Create([character], [1, 1]);
        if (_after.Length > 0) { _step.Run(_before, _after); }

        // What is after this step is before the next one.
        for (int i = 1; i < _before.Length; i++) { (_before[i], _after[_ends.Length + i - 1]) = (_after[_ends.Length + i - 1], _before[i]); }
        if (_others is not null) { Keep(character); }
    }

    /// <summary>Reads a character and gives the probability of each that may come next; valid until the next call.</summary>
    public ReadOnlySpan<float> After(int character)
    {
        Read(character);
        if (_others is null) { return _after[0].AsSpan<float>(); }

        // What stands behind the text is seen by nothing in it.
        Tensor[] kept = [.. _kept.Select(values => Tensor.Create(values, [1, _reach, values.Length / _reach]))];
        _chances = _others.Predict(_looksAtText ? [Tensor.Create(_read, [1, _reach]), .. kept] : kept)[0].ToArray<float>();
        return _chances.AsSpan((_count - 1) * _size, _size);
    }

    /// <summary>Whether a layer looks at one step at a time, or remembers those before in a state.</summary>
    private static bool IsStepwise(Node node) => node.Layer is Input
        || node.RowShape.Rank == 2
            && node.Inputs.Count == 1
            && node.Layer is Embedding or Dense or Dropout or SpatialDropout1D or ActivationLayer or LayerNormalization
                or RNN { GoBackwards: false, ReturnSequences: true, ReturnState: false };

    /// <summary>The output of layers one behind the other.</summary>
    private static Node Chain(IReadOnlyList<Layer> layers, int length) =>
        layers
            .Where(layer => layer is not Input)
            .Aggregate(layers[0] is Input input ? input.Node : new Input([length], DType.Int32).Node, (node, layer) => layer.Apply(node));

    /// <summary>Sorts a node, behind those it is made of, under the steps or the others.</summary>
    private void Sort(Node node, List<Node> others, HashSet<Node> seen)
    {
        if (!seen.Add(node)) { return; }
        foreach (Node before in node.Inputs) { Sort(before, others, seen); }
        (IsStepwise(node) && node.Inputs.All(_steps.Contains) ? _steps : others).Add(node);
    }

    private Tensor[] Step(IReadOnlyList<Tensor> arguments)
    {
        Dictionary<Node, Tensor> values = new() { [_steps[0]] = arguments[0] };
        List<Tensor> states = [];
        foreach (Node node in _steps.Skip(1))
        {
            Tensor x = values[node.Inputs[0]];
            if (node.Layer is not RNN { Cell: var cell })
            {
                values[node] = node.Layer.Apply(x);
                continue;
            }

            // With one row and one step, (batch, time, …) and (time, batch, …) are the same.
            int count = cell.StateShapes(x.Shape[1..]).Count;
            (Tensor output, IReadOnlyList<Tensor> after) =
                cell.Step([.. cell.Prepare(x, false).Select(one => one.Squeeze(0))], [.. arguments.Skip(1 + states.Count).Take(count)], false);
            states.AddRange(after);
            values[node] = output.ExpandDims(1);
        }

        return [.. _ends.Select(end => values[end]), .. states];
    }

    private void Keep(int character)
    {
        if (_count == _reach)
        {
            _read.AsSpan(1).CopyTo(_read);
            foreach (float[] values in _kept) { values.AsSpan(values.Length / _reach).CopyTo(values); }
        }
        else { _count++; }

        _read[_count - 1] = character;
        for (int i = 0; i < _kept.Length; i++) { _after[i].AsSpan<float>().CopyTo(_kept[i].AsSpan((_count - 1) * (_kept[i].Length / _reach))); }
    }
}
