using Hebb.Activations;
using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Graphs;

/// <summary>Whole trainings of random networks: fused float32 programs beside the reference evaluation of the same graph in float64.</summary>
public sealed class TrainingAgainstReferenceTests
{
    private const int Steps = 20;
    private static readonly Activation[] s_activations =
        [Activation.Relu, Activation.Tanh, Activation.Sigmoid, Activation.Gelu(), Activation.Softplus, Activation.Elu(), Activation.Silu];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Twenty_steps_in_float32_follow_float64(int seed)
    {
        Random random = new(seed);
        int inputs = random.Next(1, 40), outputs = random.Next(1, 6), batch = random.Next(5, 40), last = random.Next(3, batch);
        List<Layer> layers = [];
        for (int depth = random.Next(1, 4); depth > 0; depth--)
        {
            layers.Add(new Dense(random.Next(1, 70), s_activations[random.Next(s_activations.Length)]));
            if (random.Next(3) == 0) { layers.Add(new BatchNormalization()); }
            if (random.Next(3) == 0) { layers.Add(new Dropout(0.3)); }
        }

        layers.Add(new Dense(outputs, Activation.Sigmoid));
        Optimizer optimizer = (seed % 5) switch
        {
            0 => new SGD(0.05, momentum: 0.9),
            1 => new SGD(0.05, momentum: 0.9, nesterov: true),
            2 => new Adam(0.01) { GlobalClipNorm = 1 },
            3 => new RMSprop(0.01),
            _ => new AdamW(0.01),
        };
        Loss loss = seed % 2 == 0 ? Loss.BinaryCrossentropy : Loss.MeanSquaredError;
        _ = layers.Aggregate(Tensor.Zeros([2, inputs]), (x, layer) => layer.Apply(x));
        Parameter[] weights = [.. layers.SelectMany(layer => layer.TrainableParameters)];
        IReadOnlyList<Tensor> Step(IReadOnlyList<Tensor> x)
        {
            Tensor y = layers.Aggregate(x[0], (h, layer) => layer.Apply(h, training: true)), cost = loss.Compute(x[1], y);
            optimizer.Apply(weights, Gradient.Of(cost, weights));
            return [cost, y];
        }

        Function step = new(Step);
        Wide wide = new(Step);
        for (int i = 0; i < Steps; i++)
        {
            // Every third batch is smaller: another program over the same weights.
            int rows = i % 3 == 2 ? last : batch;
            Tensor x = Tensor.RandomUniform([rows, inputs], RandomKey.FromSeed((100 * seed) + i), -1, 1),
                y = (Tensor.RandomUniform([rows, outputs], RandomKey.FromSeed(-i), 0, 1) > 0.5).Cast(DType.Float32);
            wide.Prepare([x, y]);
            long number = step.Step;
            Tensor[] results = step.Call(x, y);
            (double expected, double[] expectedOutputs) = wide.Run([x, y], number);
            Assert.True(
                Math.Abs(results[0].Item() - expected) <= 1e-4 * Math.Max(1, Math.Abs(expected)), $"step {i}: loss {results[0].Item()} instead of {expected}");
            Assert.All(results[1].ToDoubles().Zip(expectedOutputs), pair => Assert.Equal(pair.Second, pair.First, 2e-3));
        }
    }

    /// <summary>The same steps in Float64, one op after the other. Numbers that the host computes (learning rates) are taken over.</summary>
    private sealed class Wide(Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> body)
    {
        private readonly Dictionary<Parameter, double[]> _state = [];
        private readonly Dictionary<int, (TracedGraph Graph, Widening Wide)> _graphs = [];

        /// <summary>Traces for batches of this size, and remembers the starting values of what is seen for the first time.</summary>
        public void Prepare(Tensor[] arguments)
        {
            int rows = arguments[0].Shape[0];
            if (_graphs.ContainsKey(rows)) { return; }
            TracedGraph graph = TracedGraph.Of(body, [.. arguments.Select(tensor => (tensor.Shape, tensor.DType))]);
            Widening wide = new([.. graph.Roots, .. graph.Inputs], arguments.Length + 1);
            _graphs[rows] = (graph, wide);
            foreach (Parameter parameter in wide.Parameters.Keys) { _state.TryAdd(parameter, parameter.Value.ToDoubles()); }
        }

        /// <summary>Runs a step and changes the state.</summary>
        public (double Loss, double[] Outputs) Run(Tensor[] arguments, long number)
        {
            (TracedGraph graph, Widening wide) = _graphs[arguments[0].Shape[0]];
            HashSet<Parameter> assigned = [.. graph.Assignments.Select(assignment => assignment.Key)];
            Dictionary<Tensor, Storage> leaves = [];
            for (int i = 0; i < arguments.Length; i++) { leaves[wide[graph.Inputs[i]]] = Stored(arguments[i].ToDoubles()); }
            foreach ((Parameter parameter, Tensor leaf) in wide.Parameters)
            {
                leaves[leaf] = Stored(assigned.Contains(parameter) || parameter.Trainable ? _state[parameter] : parameter.Value.ToDoubles());
            }

            Storage step = new(sizeof(long));
            step.Span<long>()[0] = number;
            Dictionary<Tensor, Storage> values =
                new Interpreter(graph.Roots.Select(root => wide[root])).Run(leaf => leaves.TryGetValue(leaf, out Storage? value) ? value : step);
            foreach ((Parameter parameter, Tensor value) in graph.Assignments) { _state[parameter] = values[wide[value]].Span<double>().ToArray(); }
            return (values[wide[graph.Outputs[0]]].Span<double>()[0], values[wide[graph.Outputs[1]]].Span<double>().ToArray());
        }

        private static Storage Stored(double[] values)
        {
            Storage storage = new(values.Length * sizeof(double));
            values.CopyTo(storage.Span<double>());
            return storage;
        }
    }
}
