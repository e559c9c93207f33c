using System.Reflection;
using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Optimizers;
using Hebb.Optimizers.Schedules;
using Hebb.Regularizers;

namespace Hebb.Tests.Configuration;

/// <summary>What is declared is known: by its name, to files and in lists.</summary>
public class KindTableTests
{
    public static TheoryData<string, string[]> Families => new()
    {
        { "loss", Undeclared(Loss.Kinds) },
        // A function, another name for a metric, and sums of functions are values and no kinds.
        { "metric", [.. Undeclared(Metric.Kinds).Except(["FunctionMetric", "RenamedMetric"])] },
        { "optimizer", Undeclared(Optimizer.Kinds) },
        // A number is written as a number, and StepDecay as the ExponentialDecay that it is.
        { "schedule", [.. Undeclared(LearningRateSchedule.Kinds).Except(["ConstantRate", "StepDecay"])] },
        // What follows from the settings of layers: the bias of LSTM, written as unit_forget_bias, the waves of spectrograms, kernels side by side, bins.
        { "initializer", [.. Undeclared(Initializer.Kinds).Except(["ForgetBias", "FourierFilters", "EachByItself", "EqualWidths"])] },
        { "regularizer", Undeclared(Regularizer.Kinds) },
        { "constraint", Undeclared(Constraint.Kinds) },
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_class_of_a_family_is_in_its_table(string family, string[] undeclared) =>
        Assert.True(undeclared.Length == 0, $"{family}: {string.Join(", ", undeclared)}");

    [Fact]
    public void Every_activation_is_in_its_table()
    {
        string[] members = [.. typeof(Activation).GetMembers(BindingFlags.Public | BindingFlags.Static)
            .Where(member => member is PropertyInfo { PropertyType: var p } && p == typeof(Activation)
                || member is MethodInfo { IsSpecialName: false, Name: not "Get", ReturnType: var r } && r == typeof(Activation))
            .Select(member => KnownNames.Key(member.Name))];
        Assert.Equal(32, members.Length);
        Assert.Empty(members.Except(Activation.Kinds.Names.Select(KnownNames.Key)));
    }

    [Theory]
    [InlineData("lion", typeof(Lion))]
    [InlineData("nadam", typeof(Nadam))]
    [InlineData("adamax", typeof(Adamax))]
    [InlineData("ftrl", typeof(Ftrl))]
    [InlineData("adafactor", typeof(Adafactor))]
    [InlineData("lamb", typeof(Lamb))]
    [InlineData("Muon", typeof(Muon))]
    [InlineData("RMSprop", typeof(RMSprop))]
    [InlineData("adam-w", typeof(AdamW))]
    public void Optimizers_are_known_by_name(string name, Type type)
    {
        Assert.IsType(type, Optimizer.Get(name));
        Assert.Equal(0.25, Optimizer.Get(name, 0.25).LearningRate);
    }

    [Fact]
    public void Names_get_the_defaults_of_the_constructors()
    {
        Assert.Equal((0.01, 0.0), (((SGD)Optimizer.Get("sgd")).LearningRate, ((SGD)Optimizer.Get("sgd")).Momentum));
        Assert.Equal((0.001, 0.95), (Optimizer.Get("adadelta").LearningRate, ((Adadelta)Optimizer.Get("adadelta")).Rho));
        Assert.Equal((0.004, (double?)null), (Optimizer.Get("adamw").WeightDecay, Optimizer.Get("adam").WeightDecay));
        Assert.Equal(new Huber(), Loss.Get("huber_loss"));
        Assert.Equal(new LecunNormal(), Initializer.Kinds.Get("lecun_normal"));
        Assert.Equal(0.2, Activation.Get("leaky_relu").Parameters["negative_slope"]);
    }

    [Theory]
    [InlineData("lino", "Did you mean \"lion\"?")]
    [InlineData("nothing like it", "adadelta")]
    public void Unknown_names_say_what_there_is(string name, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => Optimizer.Get(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_that_need_settings_say_so() =>
        Assert.Contains(
            "num_classes is missing. Make it with new MeanIoU(…)",
            Assert.Throws<ArgumentException>(() => Metric.Get("mean_io_u")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void The_same_made_again_is_equal()
    {
        Assert.Equal(Activation.LeakyRelu(0.2), Activation.LeakyRelu(0.2));
        Assert.NotEqual(Activation.LeakyRelu(0.2), Activation.LeakyRelu(0.3));
        Assert.Equal(Activation.Gelu(), Activation.Gelu());
        Assert.NotEqual(Activation.Gelu(), Activation.Gelu(approximate: true));
        Assert.NotEqual(Activation.Relu, new Activation("relu", x => x));
        Assert.Equal(Activation.LeakyRelu(0.2).GetHashCode(), Activation.LeakyRelu(0.2).GetHashCode());

        Assert.Equal(new CosineDecay(0.1, 9, 0.2), new CosineDecay(0.1, 9, 0.2));
        Assert.NotEqual(new CosineDecay(0.1, 9, 0.2), new CosineDecay(0.1, 9, 0.3));
        Assert.Equal(new PiecewiseConstantDecay([3], [0.1, 0.2]), new PiecewiseConstantDecay([3], [0.1, 0.2]));
        Assert.Equal(new CosineDecay(0.1, 9).GetHashCode(), new CosineDecay(0.1, 9).GetHashCode());
        Assert.Equal((LearningRateSchedule)0.1, 0.1);
    }

    [Fact]
    public void A_known_name_cannot_be_registered_again()
    {
        string message = Assert.Throws<ArgumentException>(() => Loss.Kinds.Register(new Kind<Huber>("MSE", _ => new()))).Message;
        Assert.Contains("MSE is the name of a known loss", message, StringComparison.Ordinal);
    }

    /// <summary>Classes of the family in the library that no file can hold.</summary>
    private static string[] Undeclared<T>(KindTable<T> table) where T : class
    {
        HashSet<Type> declared = [.. table.All.Select(kind => kind.Type)];
        return [.. typeof(T).Assembly
            .GetTypes()
            .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract && !declared.Contains(type))
            .Select(type => type.Name)];
    }
}
