using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Models;

/// <summary>One weight w, so that steps can be followed by hand.</summary>
public sealed class TrainStepTests
{
    private static Tensor Column(params float[] values) => Tensor.Create<float>(values, [values.Length, 1]);

    private static double Weight(Model model) => model.Parameters[0].ToArray<float>()[0];

    [Fact]
    public void A_step_of_ones_own_reports_its_values_and_changes_what_it_says()
    {
        Own model = new(start: 1);
        model.Compile(new SGD(0.1));
        History history = model.Fit(Dataset.From([Column(2, 2)], []), new() { Epochs = 2, BatchSize = 2 });
        Assert.Equal(["energy", "size"], history.Columns);
        // energy = mean (w·x)⁴ = 16 w⁴: gradient 64 w³; w: 1 → 1 − 6.4 = −5.4
        Assert.Equal(16, history["energy"][0], 1e-4);
        Assert.Equal(2, history["size"][0], 1e-6);
        Assert.Equal(16 * Math.Pow(5.4, 4), history["energy"][1], 1e-1);
    }

    [Fact]
    public void Its_values_are_averaged_over_rows()
    {
        Own model = new(start: 1);
        model.Compile(new SGD(0));
        History history = model.Fit(Dataset.From([Column(1, 1, 2)], []), new() { BatchSize = 2, Shuffle = false });
        Assert.Equal((1 + 1 + 16) / 3.0, history["energy"][0], 1e-5);
    }

    [Fact]
    public void Validation_runs_the_test_step_and_its_names_can_be_watched()
    {
        Own model = new(start: 1) { Test = data => new() { ["energy"] = data.X.Mean(), ["size"] = data.X.Max() } };
        model.Compile(new SGD(0));
        EarlyStopping stopping = new() { Monitor = "val_energy", Patience = 2 };
        History history = model.Fit(Dataset.From([Column(1)], []), new() { Epochs = 9, Validation = Dataset.From([Column(3, 5)], []), Callbacks = [stopping] });
        Assert.Equal(["energy", "size", "val_energy", "val_size"], history.Columns);
        Assert.Equal([4.0, 4, 4], history["val_energy"]);
        Assert.Equal(5, history["val_size"][0]);
    }

    [Fact]
    public void A_test_step_with_other_names_is_an_error()
    {
        Own model = new(start: 1) { Test = data => new() { ["loss"] = data.X.Mean() } };
        model.Compile(new SGD(0));
        Dataset data = Dataset.From([Column(1)], []);
        Assert.Contains(
            "energy, size in TrainStep, but loss in TestStep",
            Assert.Throws<InvalidOperationException>(() => model.Fit(data, new() { Validation = data })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Compiled_metrics_need_the_outputs()
    {
        Own model = new(start: 1);
        model.Compile(new SGD(0), Loss.MeanSquaredError, [Metric.MeanAbsoluteError]);
        Assert.Contains("data.Outputs", Assert.Throws<InvalidOperationException>(() => model.Fit(Column(1), Column(1))).Message, StringComparison.Ordinal);

        Own knows = new(start: 1) { SetsOutputs = true };
        knows.Compile(new SGD(0), Loss.MeanSquaredError, [Metric.MeanAbsoluteError]);
        Assert.Equal(2, knows.Fit(Column(3), Column(1))["mean_absolute_error"][0], 1e-6);
    }

    [Fact]
    public void Values_that_are_not_single_numbers_are_an_error()
    {
        Own model = new(start: 1) { Train = data => new() { ["loss"] = data.X } };
        model.Compile(new SGD(0));
        Assert.Contains("take the mean", Assert.Throws<ShapeException>(() => model.Fit(Dataset.From([Column(1, 2)], []))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_loss_and_without_a_step_of_its_own_says_so()
    {
        Sequential model = new([new Dense(1)]);
        model.Compile(new SGD(0));
        Assert.Contains("without a loss", Assert.Throws<InvalidOperationException>(() => model.Fit(Column(1), Column(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_usual_step_can_be_extended()
    {
        // The usual loss (w·x − y)² and then a pull of the weight towards 0 that no gradient knows: w ← (w − 0.1 · 2(w·x − y)x) / 2
        Own model = new(start: 3) { IsUsual = true };
        model.Compile(new SGD(0.1), Loss.MeanSquaredError);
        Assert.Equal(4, model.TrainOnBatch(Column(1), Column(1)).Loss, 1e-6);
        Assert.Equal((3 - 0.1 * 2 * 2) / 2, Weight(model), 1e-6);
    }

    [Fact]
    public void Two_optimizers_see_each_others_steps_in_order()
    {
        // a = 1, b = 1. First a ← a − 0.1·d(a·b)/da = 0.9; then b ← b − 0.1·d(a·b)/db with the new a = 1 − 0.09.
        Pair model = new();
        model.Compile(new SGD(0.1));
        model.TrainOnBatch(new Batch([Column(1)], []));
        Assert.Equal([0.9f, 0.91f], model.Parameters.Select(p => p.ToArray<float>()[0]));
    }

    private sealed class Own : Model
    {
        private readonly Dense _dense;

        public Own(float start) => _dense = AddLayer(new Dense(1, useBias: false) { KernelInitializer = Initializer.Constant(start) });

        public Func<StepData, OrderedDictionary<string, Tensor>>? Test { get; init; }

        public Func<StepData, OrderedDictionary<string, Tensor>>? Train { get; init; }

        public bool SetsOutputs { get; init; }

        public bool IsUsual { get; init; }

        protected override Tensor Forward(Tensor x, bool training) => _dense.Apply(x, training);

        protected override OrderedDictionary<string, Tensor> TrainStep(StepData data)
        {
            if (Train is not null) { return Train(data); }
            if (IsUsual)
            {
                OrderedDictionary<string, Tensor> usual = base.TrainStep(data);
                _dense.Parameters[0].Assign(_dense.Parameters[0].Value / 2);
                return usual;
            }

            Tensor output = Forward(data.X, training: true);
            if (SetsOutputs) { data.Outputs = [output]; }
            Tensor energy = output.Square().Square().Mean();
            Optimizer!.Minimize(energy, TrainableParameters);
            return new() { ["energy"] = energy, ["size"] = output.Abs().Mean() };
        }

        protected override OrderedDictionary<string, Tensor> TestStep(StepData data) => Test is null ? base.TestStep(data) : Test(data);
    }

    private sealed class Pair : Model
    {
        private readonly Dense _a, _b;
        private readonly SGD _other = new(0.1);

        public Pair()
        {
            _a = AddLayer(new Dense(1, useBias: false) { KernelInitializer = Initializer.Ones });
            _b = AddLayer(new Dense(1, useBias: false) { KernelInitializer = Initializer.Ones });
        }

        protected override Tensor Forward(Tensor x, bool training) => _b.Apply(_a.Apply(x));

        protected override OrderedDictionary<string, Tensor> TrainStep(StepData data)
        {
            Tensor first = Forward(data.X, training: true).Mean();
            Optimizer!.Minimize(first, _a.TrainableParameters);
            _other.Minimize(Forward(data.X, training: true).Mean(), _b.TrainableParameters);
            return new() { ["loss"] = first };
        }
    }
}
