using Hebb.Activations;
using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Callbacks;

/// <summary>Every problem is reproduced and named; the fix that lecture notes give leaves nothing to be found.</summary>
public sealed class DoctorTests
{
    private static readonly int[] s_ten = [.. Enumerable.Repeat(16, 10)];

    [Fact]
    public void Ten_layers_of_sigmoids_vanish_and_ReLU_with_proper_weights_cures_it()
    {
        Finding finding =
            Patients.Examined(Patients.Network(2, s_ten, Activation.Sigmoid, new SGD(0.1)), Patients.Circle(1000), 20).Of(TrainingProblem.VanishingGradients);
        Assert.Equal("dense", finding.Layer);
        Assert.Contains("ReLU", finding.Fix, StringComparison.Ordinal);
        Patients.Examined(Patients.Network(2, s_ten, Activation.Relu, new Adam(0.002), Initializer.HeNormal), Patients.Circle(1000), 40).IsHealthy();
    }

    [Fact]
    public void Large_starting_weights_are_named_with_the_units_they_saturate_and_Glorots_cure_it()
    {
        Doctor doctor = Patients.Examined(Patients.Network(2, [32, 32], Activation.Tanh, new Adam(0.003), new RandomNormal(0, 10)), Patients.Circle(1000), 5);
        Finding finding = doctor.Of(TrainingProblem.LargeInitialWeights);
        Assert.Equal(("dense", 0), (finding.Layer, finding.Epoch));
        Assert.Contains(doctor.Findings, found => found is { Problem: TrainingProblem.SaturatedUnits, Layer: "dense_1" });
        Patients.Examined(Patients.Network(2, [32, 32], Activation.Tanh, new Adam(0.003)), Patients.Circle(1000), 30).IsHealthy();
    }

    /// <summary>
    /// Rows of an embedding are looked up, members and features lie side by side, and frequencies are no factors of a sum: however many there are, the usual
    /// starting weights are proper ones. Those of a member that are ten times as large are not.
    /// </summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(10, true)]
    public void Weights_that_lie_side_by_side_are_counted_for_themselves(double scale, bool areLarge)
    {
        Node input = new Input([200]);
        Node words = new Flatten().Apply(new Embedding(1000, 2) { EmbeddingsInitializer = new RandomNormal(0, 0.3) }.Apply(input));
        Node numbers = new Flatten().Apply(new PeriodicEmbedding(2, 4, sigma: 1).Apply(input));
        Node members = new RepeatVector(64).Apply(new Concatenate().Apply([words, numbers]));
        Node hidden = new MemberDense(4, Activation.Relu) { KernelInitializer = new RandomNormal(0, scale * Math.Sqrt(2.0 / 800)) }.Apply(members);
        Model model = new(input, new GlobalAveragePooling1D().Apply(new MemberDense(1).Apply(hidden))) { Seed = 1 };
        model.Compile(new Adam(0.001), Loss.MeanSquaredError);
        Doctor doctor = new();
        model.Fit(Dataset.From(Tensor.Zeros([8, 200]), Tensor.Zeros([8, 1])), new() { Epochs = 1, Callbacks = [doctor] });
        Assert.Equal(areLarge, doctor.Findings.Any(finding => finding.Problem == TrainingProblem.LargeInitialWeights));
    }

    [Fact]
    public void Gradients_that_explode_towards_the_input_are_named_and_smaller_weights_cure_it()
    {
        // Outputs that stay within ±1 while errors grow from layer to layer on their way back: deep, with tanh and weights that are too large.
        int[] layers = [.. Enumerable.Repeat(32, 24)];
        Finding finding = Patients.Examined(Patients.Network(2, layers, Activation.Tanh, new SGD(1e-6), new RandomNormal(0, 1)), Patients.Circle(500), 3)
            .Of(TrainingProblem.ExplodingGradients);
        Assert.Contains("ClipNorm", finding.Fix, StringComparison.Ordinal);
        Patients.Examined(Patients.Network(2, [32, 32, 32, 32, 32], Activation.Tanh, new Adam(0.001)), Patients.Circle(500), 30).IsHealthy();
    }

    [Fact]
    public void Dead_ReLU_units_are_counted_and_a_leak_cures_them()
    {
        Finding finding = Patients.Examined(
            Patients.Network(2, [32, 16], Activation.Relu, new Adam(0.003), bias: Initializer.Constant(-6)), Patients.Circle(1000), 20)
            .Of(TrainingProblem.DeadUnits);
        Assert.Equal("dense", finding.Layer);
        Assert.Contains("32 of 32", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("LeakyReLU", finding.Fix, StringComparison.Ordinal);
        Patients.Examined(Patients.Network(2, [32, 16], Activation.LeakyRelu(), new Adam(0.003)), Patients.Circle(1000), 30).IsHealthy();
    }

    [Fact]
    public void A_rate_that_is_too_high_is_named_and_a_lower_one_cures_it()
    {
        Finding finding =
            Patients.Examined(Patients.Network(2, [16], Activation.Tanh, new Adam(3)), Patients.Circle(1000), 20).Of(TrainingProblem.LearningRateTooHigh);
        Assert.Contains("Lower the learning rate, 3 now", finding.Fix, StringComparison.Ordinal);
        Patients.Examined(Patients.Network(2, [16], Activation.Tanh, new Adam(0.01)), Patients.Circle(1000), 30).IsHealthy();
    }

    [Fact]
    public void A_rate_that_is_too_low_is_named_and_a_higher_one_cures_it()
    {
        Finding finding =
            Patients.Examined(Patients.Network(2, [16], Activation.Tanh, new Adam(1e-7)), Patients.Circle(1000), 20).Of(TrainingProblem.LearningRateTooLow);
        Assert.Contains("Raise the learning rate, 1E-07 now", finding.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Equal_weights_stay_equal_and_random_ones_cure_it(double start)
    {
        Sequential model = Patients.Network(2, [8, 8], Activation.Tanh, new Adam(0.01), Initializer.Constant(start));
        Doctor doctor = Patients.Examined(model, Patients.Circle(500), 10);
        Assert.Equal("dense", doctor.Of(TrainingProblem.EqualUnits).Layer);
        Assert.DoesNotContain(doctor.Findings, finding => finding is { Problem: TrainingProblem.EqualUnits, Layer: "dense_2" });
    }

    [Fact]
    public void Columns_that_were_not_scaled_make_a_churn_network_diverge_and_scaling_cures_it()
    {
        (Tensor x, Tensor y) = Patients.Churn(2000);
        Doctor doctor = Patients.Examined(Patients.Network(8, [64, 32], Activation.Relu, new Adam(0.01)), (x, y), 12);
        Finding inputs = doctor.Of(TrainingProblem.UnscaledInputs);
        Assert.Equal(("dense", 0), (inputs.Layer, inputs.Epoch));
        Assert.Contains("StandardScaler", inputs.Fix, StringComparison.Ordinal);
        (Dataset train, Dataset test) = Dataset.From(Patients.Standardized(x), y).Split(0.2);
        Doctor repaired = new();
        Patients.Network(8, [64, 32], Activation.Relu, new Adam(0.001))
            .Fit(train, new() { Epochs = 100, Validation = test, Callbacks = [new EarlyStopping { Patience = 5 }, repaired] });
        repaired.IsHealthy();
    }

    [Fact]
    public void A_validation_loss_that_climbs_with_the_loss_is_divergence()
    {
        (Tensor x, Tensor y) = Patients.Churn(2000);
        (Dataset train, Dataset test) = Dataset.From(x, y).Split(0.2);
        Sequential model = Patients.Network(8, [64, 32], Activation.LeakyRelu(), new Adam(0.0005), new RandomNormal(0, 1e-4));
        // As the log in lecture notes: a loss near that of a constant answer first, then steps that are far too large for such columns.
        Doctor doctor = new();
        LambdaCallback raise = new() { EpochBegin = (context, epoch) => context.Model.Optimizer!.LearningRate = epoch < 4 ? 1e-6 : 0.1 };
        model.Fit(train, new() { Epochs = 14, Validation = test, Callbacks = [raise, doctor] });
        Assert.Contains("Scale the inputs", doctor.Of(TrainingProblem.Divergence).Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Learning_by_heart_is_overfitting_and_early_stopping_cures_it()
    {
        Tensor x = Tensor.RandomUniform([80, 20], RandomKey.FromSeed(3), -1, 1);
        Tensor y = (x.Slice(1, 0..1) + Tensor.RandomUniform([80, 1], RandomKey.FromSeed(4), -1, 1) > 0).Cast(DType.Float32);
        (Dataset train, Dataset test) = Dataset.From(x, y).Split(0.5);
        Finding finding = Patients.Examined(Patients.Network(20, [64, 64], Activation.Relu, new Adam(0.003)), train, 80, test).Of(TrainingProblem.Overfitting);
        Assert.Contains("EarlyStopping", finding.Fix, StringComparison.Ordinal);
        Doctor repaired = new();
        Patients.Network(20, [16], Activation.Relu, new Adam(0.003))
            .Fit(train, new() { Epochs = 80, Validation = test, Callbacks = [new EarlyStopping { Patience = 5 }, repaired] });
        Assert.DoesNotContain(repaired.Findings, found => found.Problem == TrainingProblem.Overfitting);
    }

    [Fact]
    public void The_same_class_for_every_row_is_named()
    {
        // Only the bias learns.
        Sequential model = Patients.Network(2, [8], Activation.Relu, new Adam(0.1), bias: Initializer.Constant(-9));
        Finding finding = Patients.Examined(model, Patients.Circle(600), 10).Of(TrainingProblem.ClassCollapse);
        Assert.Contains("256 rows", finding.Evidence, StringComparison.Ordinal);
        Assert.Matches("answered with class [01], which", finding.Evidence);
        Doctor named = new();
        Patients.Network(2, [8], Activation.Relu, new Adam(0.1), bias: Initializer.Constant(-9))
            .Fit(Patients.Circle(600), new() { Epochs = 10, ClassNames = ["in", "out"], Callbacks = [named] });
        Assert.Matches("answered with class '(in|out)', which", named.Of(TrainingProblem.ClassCollapse).Evidence);
    }

    [Fact]
    public void A_plateau_is_a_loss_that_a_constant_answer_would_get()
    {
        Tensor x = Tensor.RandomUniform([2000, 3], RandomKey.FromSeed(1), -1, 1),
            noise = (Tensor.RandomUniform([2000, 1], RandomKey.FromSeed(2)) < 0.5).Cast(DType.Float32);
        Sequential model = new([new Input([3]), new Dense(1)]);
        model.Compile(new SGD(0.01), Loss.MeanSquaredError);
        Finding finding = Patients.Examined(model, (x, noise), 30).Of(TrainingProblem.Plateau);
        Assert.Contains("constant answer", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Rare_classes_are_named_unless_they_are_weighted()
    {
        Tensor x = Tensor.RandomUniform([1000, 2], RandomKey.FromSeed(1), -1, 1), y = (x.Slice(1, 0..1) > 0.96).Cast(DType.Float32);
        Finding finding = Patients.Examined(Patients.Network(2, [8], Activation.Relu, new Adam(0.01)), (x, y), 20).Of(TrainingProblem.ClassImbalance);
        Assert.Contains("class 1 has", finding.Evidence, StringComparison.Ordinal);
        Doctor named = new();
        Patients.Network(2, [8], Activation.Relu, new Adam(0.01)).Fit(x, y, new() { Epochs = 1, ClassNames = ["honest", "fraud"], Callbacks = [named] });
        Assert.Contains("class 'fraud' has", named.Of(TrainingProblem.ClassImbalance).Evidence, StringComparison.Ordinal);
        Doctor repaired = new();
        Patients.Network(2, [8], Activation.Relu, new Adam(0.01)).Fit(x, y, new() { Epochs = 20, ClassWeight = ClassWeight.Balanced, Callbacks = [repaired] });
        repaired.IsHealthy();
    }

    [Fact]
    public void A_loss_that_is_no_number_is_named_with_its_layer()
    {
        Activation root = new("root", x => x.Sqrt());
        Sequential model =
            new([new Input([2]), new Dense(4, Activation.Tanh), new Dense(4, root) { Name = "roots" }, new Dense(1, Activation.Sigmoid)]) { Seed = 1 };
        model.Compile(new Adam(), Loss.BinaryCrossentropy);
        Finding finding = Patients.Examined(model, Patients.Circle(100), 3).Of(TrainingProblem.NonFiniteLoss);
        Assert.Equal("roots", finding.Layer);
    }

    [Fact]
    public void A_missing_value_is_named_with_its_place()
    {
        Tensor x = Tensor.Create(new[,] { { 1f, 2 }, { float.NaN, 3 } });
        Finding finding = Patients.Examined(Patients.Network(2, [4], Activation.Relu, new Adam()), (x, Tensor.Create(new[,] { { 0f }, { 1f } })), 2)
            .Of(TrainingProblem.NonFiniteLoss);
        Assert.Contains("column 0", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("missing values", finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_are_announced_once_and_reported_as_text()
    {
        List<Finding> announced = [];
        Doctor doctor = new();
        doctor.Found += (_, finding) => announced.Add(finding);
        Patients.Network(2, [8, 8], Activation.Tanh, new Adam(0.01), Initializer.Zeros).Fit(Patients.Circle(500), new() { Epochs = 10, Callbacks = [doctor] });
        Assert.Equal(doctor.Findings, announced);
        Assert.Equal(announced.Count, announced.DistinctBy(finding => (finding.Problem, finding.Layer)).Count());
        Assert.StartsWith("equal units in dense: ", doctor.Report, StringComparison.Ordinal);
        Assert.Contains("\n  fix: ", doctor.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void The_doctor_changes_no_bit_of_a_training()
    {
        float[] Weights(params Callback[] callbacks)
        {
            Sequential model = new([
                new Input([2]),
                new Dense(16),
                new BatchNormalization(),
                new ActivationLayer(Activation.Relu),
                new Dropout(0.3),
                new Dense(1, Activation.Sigmoid),
            ])
            {
                Seed = 5,
            };
            model.Compile(new Adam(0.01), Loss.BinaryCrossentropy);
            model.Fit(Patients.Circle(300), new() { Epochs = 4, Callbacks = callbacks });
            return [.. model.GetWeights().SelectMany(weight => weight.ToArray<float>())];
        }

        Assert.Equal(Weights(), Weights(new Doctor { ProbeRows = 7, Interval = 1 }));
    }

    [Fact]
    public void Functional_subclassed_and_streamed_models_are_examined()
    {
        Node a = new Input([2]);
        Dense shared = new(2, Activation.Sigmoid) { Name = "shared", KernelInitializer = new RandomNormal(0, 400) };
        Model functional = new(a, new Dense(1, Activation.Sigmoid).Apply(shared.Apply(shared.Apply(a))));
        functional.Compile(new Adam(), Loss.BinaryCrossentropy);
        Doctor doctor = Patients.Examined(functional, Patients.Circle(100), 1);
        Assert.Equal(
            ["shared", "shared (2)"], doctor.Findings.Where(finding => finding.Problem == TrainingProblem.SaturatedUnits).Select(finding => finding.Layer));

        Model subclassed = new Nested();
        subclassed.Compile(new Adam(), Loss.BinaryCrossentropy);
        Doctor second = Patients.Examined(subclassed, Dataset.FromBatches(Patients.Circle(100).Batches(50)), 2);
        Assert.Equal("inner", second.Of(TrainingProblem.EqualUnits).Layer);
    }

    [Fact]
    public void A_model_with_steps_of_its_own_is_examined_by_its_weights()
    {
        Model model = new OwnStep();
        model.Compile(new Adam(0.01));
        Doctor doctor = Patients.Examined(model, Patients.Circle(100), 2);
        Assert.Equal("inner", doctor.Of(TrainingProblem.EqualUnits).Layer);
    }

    [Fact]
    public void Impossible_settings_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Patients.Network(2, [2], Activation.Relu, new Adam()).Fit(Patients.Circle(10), new() { Callbacks = [new Doctor { ProbeRows = 0 }] }));

    private class Nested : Model
    {
        private readonly Dense _inner, _last;

        public Nested()
        {
            _inner = AddLayer(new Dense(4, Activation.Tanh) { Name = "inner", KernelInitializer = Initializer.Constant(0.1) });
            _last = AddLayer(new Dense(1, Activation.Sigmoid) { KernelInitializer = Initializer.Constant(0.1) });
        }

        protected override Tensor Forward(Tensor x, bool training) => _last.Apply(_inner.Apply(x, training), training);
    }

    private sealed class OwnStep : Nested
    {
        protected override OrderedDictionary<string, Tensor> TrainStep(StepData data)
        {
            OrderedDictionary<string, Tensor> values = TestStep(data);
            Optimizer!.Minimize(values["loss"], TrainableParameters);
            return values;
        }

        protected override OrderedDictionary<string, Tensor> TestStep(StepData data) =>
            new() { ["loss"] = Loss.BinaryCrossentropy.Compute(data.Y, Apply(data.X, training: true)) };
    }
}
