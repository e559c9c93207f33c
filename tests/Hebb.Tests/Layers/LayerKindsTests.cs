using System.Runtime.CompilerServices;
using Hebb.Activations;
using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Initializers;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Layers;

/// <summary>The table of layers that files can hold is complete, and takes layers of one's own.</summary>
public sealed class LayerKindsTests
{
    /// <summary>Layers that have no kind, and why.</summary>
    private static readonly Dictionary<Type, string> s_without = new()
    {
        [typeof(FunctionLayer)] = "holds code",
        [typeof(Input)] = "is part of the structure of models",
        [typeof(Model)] = "is the structure",
    };

    [Fact]
    public void Every_layer_has_a_kind_or_a_reason()
    {
        Type[] all = [.. Layers().Where(type => !type.IsAbstract && !type.IsSubclassOf(typeof(Model)))];
        Kind[] kinds = [.. Layer.Kinds.All.Where(kind => kind.Type.Assembly == typeof(Layer).Assembly)];

        Assert.Equal(
            all.Except(s_without.Keys).Select(type => type.Name).Order(),
            kinds.SelectMany(kind => kind.Shortcuts.Prepend(kind.Type)).Select(type => type.Name).Order());
        Assert.Empty(s_without.Keys.Except(all));
        Assert.Equal(kinds.Length, kinds.Select(kind => kind.Name).Distinct().Count());
    }

    [Fact]
    public void What_has_defaults_comes_back_with_them()
    {
        foreach (Layer layer in Layer.Kinds.Defaults())
        {
            string written = ConfigJson.Text(Layer.Kinds.Write(layer));
            Layer back = Layer.Kinds.Read(ConfigJson.Parse(written, new("file", "")), new("file", ""));
            Assert.Equal(layer.GetType(), back.GetType());
            Assert.Equal(written, ConfigJson.Text(Layer.Kinds.Write(back)));
        }
    }

    [Fact]
    public void A_layer_of_ones_own_is_saved_and_loaded_with_all_that_settings_can_be()
    {
        Layer.Kinds.Register(Own.Kind);
        Own own = new(3, new Dense(2))
        {
            Rate = 0.5,
            Start = Initializer.Ones,
            Penalty = new L2(0.1),
            Bound = Constraint.NonNeg,
            Function = Activation.Gelu(),
            Names = ["a", "b"],
        };
        Sequential model = new([new Input([2]), own]);
        using MemoryStream stream = new();
        ModelFile.Save(model, stream);
        stream.Position = 0;

        Model loaded = ModelFile.Load(stream);

        Own back = Assert.IsType<Own>(loaded.GetLayer(own.Name!));
        Assert.Equal((own.Count, own.Rate, own.Start, own.Penalty, own.Bound), (back.Count, back.Rate, back.Start, back.Penalty, back.Bound));
        Assert.Equal("gelu", back.Function?.Name);
        Assert.Equal(own.Names, back.Names);
        Tensor x = Tensor.Create(new[,] { { 1f, 2 } });
        Assert.Equal(model.Predict(x).ToArray<float>(), loaded.Predict(x).ToArray<float>());
    }

    [Theory, InlineData("Dense"), InlineData("dense"), InlineData("GroupQueryAttention")]
    public void A_known_name_is_refused(string name)
    {
        string message = Assert.Throws<ArgumentException>(() => Layer.Kinds.Register(new Kind<Own>(name, _ => new(1, new Dense(1))))).Message;
        Assert.Contains($"{name} is the name of a known layer: register yours under another name.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_inside_a_wrapper_is_refused()
    {
        Sequential inner = new([new Dense(2)]);
        Model model = new Sequential([new Input([3, 4]), new TimeDistributed(inner)]);
        string message = Assert.Throws<InvalidOperationException>(() => ModelFile.Save(model, new MemoryStream())).Message;
        Assert.Contains("is a model inside a wrapper, which files cannot hold: apply the wrapper to its layers one by one.", message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<GatedCell>> CellSettings => new()
    {
        { nameof(GatedCell.KernelInitializer), cell => cell.KernelInitializer = Initializer.Ones },
        { nameof(GatedCell.RecurrentInitializer), cell => cell.RecurrentInitializer = Initializer.Ones },
        { nameof(GatedCell.BiasInitializer), cell => cell.BiasInitializer = Initializer.Ones },
        { nameof(GatedCell.KernelRegularizer), cell => cell.KernelRegularizer = new L1(1) },
        { nameof(GatedCell.RecurrentRegularizer), cell => cell.RecurrentRegularizer = new L1(1) },
        { nameof(GatedCell.BiasRegularizer), cell => cell.BiasRegularizer = new L1(1) },
        { nameof(GatedCell.KernelConstraint), cell => cell.KernelConstraint = Constraint.NonNeg },
        { nameof(GatedCell.RecurrentConstraint), cell => cell.RecurrentConstraint = Constraint.NonNeg },
        { nameof(GatedCell.BiasConstraint), cell => cell.BiasConstraint = Constraint.NonNeg },
        { nameof(GatedCell.Dropout), cell => cell.Dropout = 0.5 },
        { nameof(GatedCell.RecurrentDropout), cell => cell.RecurrentDropout = 0.5 },
        { nameof(LSTMCell.UnitForgetBias), cell => ((LSTMCell)cell).UnitForgetBias = false },
    };

    [Theory, MemberData(nameof(CellSettings))]
    public void Settings_of_a_cell_are_fixed_once_it_has_weights(string name, Action<GatedCell> change)
    {
        LSTMCell cell = new(2);
        change(cell);
        _ = new RNN(cell).Apply(Tensor.Zeros([1, 2, 3]));
        string message = Assert.Throws<InvalidOperationException>(() => change(cell)).Message;
        Assert.Contains($"LSTMCell(2) has its weights already, and keeps the {name} that it was made with", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whether_a_gru_resets_behind_the_product_is_fixed_once_it_has_weights()
    {
        GRUCell cell = new(2) { ResetAfter = false };
        _ = cell.Apply(Tensor.Zeros([1, 3]));
        Assert.Throws<InvalidOperationException>(() => cell.ResetAfter = true);
        Assert.False(cell.ResetAfter);
    }

    [Fact]
    public void No_setting_of_a_built_layer_is_ignored()
    {
        // What can be set at any time: it takes effect, or is refused.
        string[] always = [nameof(Layer.Name), nameof(Layer.Trainable), nameof(Layer.ActivityRegularizer)];
        IEnumerable<string> known = [.. always, .. CellSettings.Select(row => (string)row[0]), nameof(GRUCell.ResetAfter)];
        IEnumerable<string> settable = Layers().Where(type => type != typeof(Model) && !type.IsSubclassOf(typeof(Model)))
            .SelectMany(type => type.GetProperties())
            .Where(property => property.SetMethod is { IsPublic: true } set
                && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            .Select(property => property.Name).Distinct();
        Assert.Equal(known.Order(), settable.Order());
    }

    private static IEnumerable<Type> Layers() => typeof(Layer).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Layer)));

    private sealed class Own : Layer
    {
        public static Kind<Own> Kind { get; } = new("LayerKindsTestsOwn", c => new(c.Int("count", l => l.Count), new Dense(2))
        {
            Rate = c.Number("rate", l => l.Rate, 0),
            Start = c.Initializer("start", l => l.Start, Initializer.Zeros),
            Penalty = c.Regularizer("penalty", l => l.Penalty),
            Bound = c.Constraint("bound", l => l.Bound),
            Function = c.Activation("function", l => l.Function),
            Names = c.Texts("names", l => l.Names),
        });

        private readonly Dense _dense;

        public Own(int count, Dense dense) => (Count, _dense) = (count, AddLayer(dense));

        public int Count { get; }

        public double Rate { get; init; }

        public Initializer Start { get; init; } = Initializer.Zeros;

        public Regularizer? Penalty { get; init; }

        public Constraint? Bound { get; init; }

        public Activation? Function { get; init; }

        public IReadOnlyList<string> Names { get; init; } = [];

        protected override Tensor Forward(Tensor x, bool training) => _dense.Apply(x, training) * (Rate * Count);
    }
}
