using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Data;

/// <summary>Reads a text character by character and says what may come next.</summary>
internal abstract class NextCharacter
{
    /// <summary>The reader that suits a network: one step at a time with the state kept, if it is recurrent; otherwise the last characters all over again.</summary>
    public static NextCharacter Of(Model model, int length, int size) =>
        GoesOn(model) ? new Stepwise(((Sequential)model).Sublayers, size) : new Window(model, length, size);

    /// <summary>Whether a network remembers what it read in states, and so may go on for as long as it likes.</summary>
    public static bool GoesOn(Model model) => model is Sequential { Sublayers: var layers } && layers.All(IsStepwise) && layers.Any(layer => layer is Rnn);

    /// <summary>Reads a character.</summary>
    public abstract void Read(int character);

    /// <summary>Reads a character and gives the probability of each that may come next; valid until the next call.</summary>
    public abstract ReadOnlySpan<float> After(int character);

    /// <summary>Whether a layer looks at one step at a time, or remembers those before in a state.</summary>
    private static bool IsStepwise(Layer layer) => layer is Input or Embedding or Dense or Dropout or SpatialDropout1D or ActivationLayer or LayerNormalization or Rnn { GoBackwards: false, ReturnSequences: true };

    /// <summary>A recurrent network: a step costs the same however long the text is.</summary>
    private sealed class Stepwise : NextCharacter
    {
        private readonly Function _step;
        private readonly Tensor[] _before, _after;

        public Stepwise(IReadOnlyList<Layer> layers, int size)
        {
            _step = new Function(arguments => Step(layers, arguments)) { Name = "next_character" };
            Tensor[] states = [.. layers.OfType<Rnn>().SelectMany(layer => layer.Cell.StateShapes([1, 1])).Select(row => Tensor.Zeros([1, .. row]))];
            (_before, _after) = ([Tensor.Zeros([1, 1], DType.Int32), .. states], [Tensor.Zeros([1, 1, size]), .. states.Select(state => Tensor.Zeros(state.Shape))]);
        }

        public override void Read(int character)
        {
            _before[0] = Tensor.Create([character], [1, 1]);
            _step.Run(_before, _after);

            // What is after this step is before the next one.
            for (int i = 1; i < _before.Length; i++) { (_before[i], _after[i]) = (_after[i], _before[i]); }
        }

        public override ReadOnlySpan<float> After(int character)
        {
            Read(character);
            return _after[0].AsSpan<float>();
        }

        private static Tensor[] Step(IReadOnlyList<Layer> layers, IReadOnlyList<Tensor> arguments)
        {
            Tensor x = arguments[0];
            List<Tensor> states = [];
            foreach (Layer layer in layers.Where(layer => layer is not Input))
            {
                if (layer is not Rnn rnn)
                {
                    x = layer.Apply(x);
                    continue;
                }

                // With one row and one step, (batch, time, …) and (time, batch, …) are the same.
                int count = rnn.Cell.StateShapes(x.Shape[1..]).Count;
                (Tensor output, IReadOnlyList<Tensor> after) = rnn.Cell.Step([.. rnn.Cell.Prepare(x, false).Select(one => one.Squeeze(0))], [.. arguments.Skip(1 + states.Count).Take(count)], false);
                states.AddRange(after);
                x = output.ExpandDims(1);
            }

            return [x, .. states];
        }
    }

    /// <summary>A network that sees a row of characters, each those before it.</summary>
    private sealed class Window(Model model, int length, int size) : NextCharacter
    {
        private readonly List<int> _read = [];
        private float[] _chances = [];

        public override void Read(int character)
        {
            if (_read.Count == length) { _read.RemoveAt(0); }
            _read.Add(character);
        }

        public override ReadOnlySpan<float> After(int character)
        {
            Read(character);

            // What stands behind the text is seen by nothing in it.
            _chances = model.Predict(Sequences.Pad([[.. _read]], new() { Length = length })).ToArray<float>();
            return _chances.AsSpan((_read.Count - 1) * size, size);
        }
    }
}
