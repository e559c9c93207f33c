using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Optimizers.Schedules;
using Hebb.Regularizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Keras;

/// <summary>Parts of one's own, of every family, are declared in one line beside their class, registered in one line, and files hold
/// them like Keras' own.</summary>
public sealed class OwnKindsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    static OwnKindsTests()
    {
        Activation.Kinds.Register(new Kind<Activation>("bell", c => Bell(c.Number("width", a => a.Parameters["width"], 1))));
        Initializer.Kinds.Register(Stripes.Kind);
        Regularizer.Kinds.Register(Quartic.Kind);
        Constraint.Kinds.Register(Box.Kind);
        Loss.Kinds.Register(Pinball.Kind);
        Metric.Kinds.Register(Within.Kind);
        LearningRateSchedule.Kinds.Register(Halving.Kind);
        Optimizer.Kinds.Register(SignDescent.Kind);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Training_continues_with_all_of_them_as_if_it_had_not_been_interrupted()
    {
        Sequential model = Compiled();
        model.Fit(X(), Y(), new() { Epochs = 2, BatchSize = 4 });
        string path = Path.Combine(_folder, "own.keras");
        model.Save(path);

        Model loaded = Model.Load(path);
        Assert.Equal(new Pinball(0.9), loaded.Losses[0]);
        Assert.Equal(new Halving(0.02, 3), loaded.Optimizer!.Schedule);
        Dense dense = Assert.IsType<Dense>(loaded.Sublayers.OfType<Dense>().First());
        Assert.Equal(
            (Bell(0.5), new Stripes(0.1), new Quartic(0.001), new Box(2)),
            (dense.Activation, (Stripes)dense.KernelInitializer, (Quartic)dense.KernelRegularizer!, (Box)dense.KernelConstraint!));
        History here = model.Fit(X(), Y(), new() { Epochs = 2, BatchSize = 4 }), there = loaded.Fit(X(), Y(), new() { Epochs = 2, BatchSize = 4 });
        Assert.Equal(here["loss"], there["loss"]);
        Assert.Equal(here["within"], there["within"]);
        Assert.Equal(model.Parameters.SelectMany(p => p.ToArray<float>()), loaded.Parameters.SelectMany(p => p.ToArray<float>()));
    }

    [Fact]
    public void They_are_known_by_name()
    {
        Assert.Equal(Bell(1), Activation.Get("Bell"));
        Assert.Equal(new Pinball(0.5), Loss.Get("pinball"));
        Assert.IsType<SignDescent>(Optimizer.Get("sign_descent"));
        Assert.Contains("sign_descent", Optimizer.Kinds.Names);
        Assert.Contains("pinball", Assert.Throws<ArgumentException>(() => Loss.Get("pinbal")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("celu", 2.0)]
    [InlineData("leaky_relu", 0.4)]
    [InlineData("elu", 0.7)]
    [InlineData("hard_shrink", 0.1)]
    [InlineData("squareplus", 3.0)]
    [InlineData("gelu", 1.0)]
    public void Activations_with_other_parameters_are_saved_and_loaded(string name, double value)
    {
        Activation activation = name switch
        {
            "celu" => Activation.Celu(value),
            "leaky_relu" => Activation.LeakyRelu(value),
            "elu" => Activation.Elu(value),
            "hard_shrink" => Activation.HardShrink(value),
            "squareplus" => Activation.Squareplus(value),
            _ => Activation.Gelu(approximate: true),
        };
        Sequential model = new([new Input([3]), new Dense(2, activation)]);
        string path = Path.Combine(_folder, "activation.keras");
        model.Save(path);
        Model loaded = Model.Load(path);
        Assert.Equal(activation, loaded.Sublayers.OfType<Dense>().Single().Activation);
        Tensor x = Tensor.Create(new[,] { { -1f, 0.5f, 2 } });
        Assert.Equal(model.Predict(x).ToArray<float>(), loaded.Predict(x).ToArray<float>());
    }

    [Theory]
    [InlineData("leaky_relu", "keras.layers", "LeakyReLU", null)]
    [InlineData("elu", "keras.layers", "ELU", null)]
    [InlineData("celu", "hebb.activations", "celu", null)]
    public void Keras_finds_its_own_classes(string name, string module, string className, string? registeredName)
    {
        Activation activation = name switch { "leaky_relu" => Activation.LeakyRelu(0.4), "elu" => Activation.Elu(0.7), _ => Activation.Celu(2) };
        System.Text.Json.Nodes.JsonNode json = Activation.Kinds.Write(activation);
        Assert.Equal((module, className, registeredName), ((string?)json["module"], (string?)json["class_name"], (string?)json["registered_name"]));
    }

    [Fact]
    public void What_is_not_registered_says_what_to_do()
    {
        Sequential model = new([new Input([2]), new Dense(1)]);
        model.Compile(new Adam(), new Unregistered());
        string message = Assert.Throws<InvalidOperationException>(() => model.Save(Path.Combine(_folder, "x.keras"))).Message;
        Assert.Contains(
            "The loss Unregistered cannot be written to a file: declare its kind and register it with Loss.Kinds.Register, or save with",
            message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    private static Sequential Compiled()
    {
        Sequential model = new([
            new Input([2]),
            new Dense(3, Bell(0.5)) { KernelInitializer = new Stripes(0.1), KernelRegularizer = new Quartic(0.001), KernelConstraint = new Box(2) },
            new Dense(1)]);
        model.Compile(new SignDescent(new Halving(0.02, 3)), new Pinball(0.9), [new Within(0.3)]);
        return model;
    }

    private static Tensor X() => Tensor.Create(new[,] { { 0f, 1 }, { 1, 0 }, { 1, 1 }, { 0, 0 }, { 2, 1 }, { 1, 2 }, { -1, 0 }, { 0, -1 } });

    private static Tensor Y() => Tensor.Create(new[,] { { 1f }, { 2 }, { 3 }, { 0 }, { 5 }, { 4 }, { -2 }, { -1 } });

    private static Activation Bell(double width) => new("bell", x => (x * x * -width).Exp(), ("width", width));

    private sealed record Stripes(double Size) : Initializer
    {
        public static Kind<Stripes> Kind { get; } = new("Stripes", c => new(c.Number("size", i => i.Size)));

        public override void Fill(Span<float> values, Shape shape, RandomKey key)
        {
            for (int i = 0; i < values.Length; i++) { values[i] = (float)(i % 2 == 0 ? Size : -Size); }
        }
    }

    private sealed record Quartic(double Factor) : Regularizer
    {
        public static Kind<Quartic> Kind { get; } = new("Quartic", c => new(c.Number("factor", r => r.Factor)));

        public override Tensor Penalty(Tensor weight) => weight.Square().Square().Sum() * Factor;
    }

    private sealed record Box(double Bound) : Constraint
    {
        public static Kind<Box> Kind { get; } = new("Box", c => new(c.Number("bound", b => b.Bound)));

        public override Tensor Apply(Tensor weight) => weight.Clip(-Bound, Bound);
    }

    private sealed record Pinball(double Quantile) : Loss
    {
        public static Kind<Pinball> Kind { get; } = new("Pinball", c => new(c.Number("quantile", l => l.Quantile, 0.5)));

        public override string Name => "pinball";

        public override Tensor PerRow(Tensor yTrue, Tensor yPred)
        {
            Tensor e = Match(yTrue, yPred) - yPred;
            return RowMeans((e * Quantile).Maximum(e * (Quantile - 1)));
        }
    }

    private sealed record Within(double Share) : Metric
    {
        public static Kind<Within> Kind { get; } = new("Within", c => new(c.Number("share", m => m.Share)));

        public override string Name => "within";

        public override bool LargerIsBetter => true;

        public override Tensor Sums(Tensor yTrue, Tensor yPred, Tensor weights) =>
            Tensor.Stack([((yTrue - yPred).Abs() < Share).Cast(DType.Float32).Sum(), weights.Sum()]);

        public override double Result(ReadOnlySpan<double> totals) => totals[0] / totals[1];
    }

    private sealed class Halving(double first, long every) : LearningRateSchedule
    {
        public static Kind<Halving> Kind { get; } = new("Halving", c => new(c.Number("first", s => s.First), c.Long("every", s => s.Every)));

        public double First => first;

        public long Every => every;

        public override double At(long step) => first * Math.Pow(0.5, step / every);
    }

    private sealed class SignDescent(LearningRateSchedule rate, double share = 0.9) : Optimizer(rate)
    {
        public static Kind<SignDescent> Kind { get; } =
            new("SignDescent", c => new(c.Rate("learning_rate", o => o.Schedule ?? o.LearningRate, 0.01), c.Number("share", o => o.Share, 0.9)));

        public override string Name => "sign_descent";

        public double Share => share;

        protected override void Update(Parameter parameter, Tensor gradient)
        {
            Parameter mean = Slot(parameter, "mean");
            Tensor next = mean.Value * share + gradient * (1 - share);
            mean.Assign(next);
            parameter.Assign(parameter.Value - Rate * next.Sign());
        }
    }

    private sealed record Unregistered : Loss
    {
        public override string Name => "unregistered";

        public override Tensor PerRow(Tensor yTrue, Tensor yPred) => RowMeans((Match(yTrue, yPred) - yPred).Abs());
    }
}
