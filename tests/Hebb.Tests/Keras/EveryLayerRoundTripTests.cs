using System.Collections;
using System.Globalization;
using System.Reflection;
using Hebb.Activations;
using Hebb.Constraints;
using Hebb.Formats;
using Hebb.Initializers;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Regularizers;
using Hebb.Tensors;
using Hebb.Tests.Layers;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Keras;

/// <summary>Every layer comes back from a file with its settings and weights, and predicts the same bits.</summary>
public sealed class EveryLayerRoundTripTests
{
    private static readonly Tensor s_wide = Draw.Floats(new Random(1), [2, 2, 4]), s_image = Draw.Floats(new Random(2), [1, 4, 4, 2]),
        s_line = Draw.Floats(new Random(2), [1, 6, 2]);

    /// <summary>The table of gradient checks, and layers with every setting at another value than by default.</summary>
    internal static readonly (Func<Layer> Make, Tensor[] Inputs)[] s_cases =
    [
        .. EveryLayerTests.s_cases.Select(entry => (entry.Make, entry.Inputs(new Random(3))))
            .Where(entry => entry.Make() is not (Input or FunctionLayer or RnnCell)),
        (() => new Dense(3, Activation.Sparsemax)
        {
            KernelInitializer = new HeNormal { Seed = 3 },
            BiasInitializer = Initializer.Constant(0.1),
            KernelRegularizer = new OrthogonalRegularizer(0.1, OrthogonalMode.Columns),
            BiasRegularizer = new L1(0.3),
            KernelConstraint = new MinMaxNorm(0.1, 3, 0.5) { Axes = [0, 1] },
            BiasConstraint = Constraint.NonNeg,
            ActivityRegularizer = new L2(0.2),
            Trainable = false,
        }, [s_wide]),
        (() => new Embedding(7, 2)
        {
            EmbeddingsInitializer = new RandomNormal(1, 2),
            EmbeddingsRegularizer = new L2(0.1),
            EmbeddingsConstraint = new MaxNorm(3) { Axes = [1] },
        }, [Tensor.Create(new[,] { { 6, 0 } })]),
        (() => new Embedding(7, 2) { MaskZero = true }, [Tensor.Create(new[,] { { 6, 0 } })]),
        (() => new Masking(-1.5), [s_wide]),
        (() => new TokenAndPositionEmbedding(7, 4, 2) { MaskZero = true }, [Tensor.Create(new[,] { { 6, 0 } })]),
        (() => new LSTM(3, Activation.Sigmoid, Activation.HardSigmoid, useBias: false)
        {
            ReturnSequences = true,
            ReturnState = true,
            GoBackwards = true,
            Stateful = true,
            ZeroOutputForMask = true,
            KernelInitializer = Initializer.HeNormal,
            RecurrentInitializer = Initializer.Ones,
            BiasInitializer = Initializer.Constant(0.5),
            KernelRegularizer = new L1(0.1),
            RecurrentRegularizer = new L2(0.2),
            BiasRegularizer = new L1(0.3),
            KernelConstraint = Constraint.NonNeg,
            RecurrentConstraint = Constraint.UnitNorm, BiasConstraint = new MaxNorm(), Dropout = 0.1, RecurrentDropout = 0.2, UnitForgetBias = false,
        }, [s_wide]),
        (() => new GRU(2, Activation.Linear, Activation.Linear) { ResetAfter = false, ReturnState = true, Stateful = true }, [s_wide]),
        (() => new SimpleRNN(2, Activation.Relu) { ReturnState = true, GoBackwards = true, Dropout = 0.3 }, [s_wide]),
        (() => new RNN(
            new StackedRNNCells(new LSTMCell(2), new LSTMCell(3) { UnitForgetBias = false }, new GRUCell(2) { ResetAfter = false, RecurrentDropout = 0.1 }))
        {
            ReturnSequences = true,
            ReturnState = true,
        }, [s_wide]),
        (() => new ConvLSTM2D(2, (2, 1), Activation.Relu, Activation.HardSigmoid, useBias: false)
        {
            Strides = (1, 2),
            Padding = Padding.Same,
            DataFormat = DataFormat.ChannelsFirst,
            UnitForgetBias = false,
            ReturnSequences = true,
            ReturnState = true,
            GoBackwards = true,
            Stateful = true,
            KernelInitializer = Initializer.HeNormal,
            RecurrentInitializer = Initializer.Ones,
            KernelRegularizer = new L1(0.1),
            RecurrentConstraint = Constraint.UnitNorm,
            Dropout = 0.1,
            RecurrentDropout = 0.2,
        }, [Draw.Floats(new Random(2), [1, 2, 2, 3, 4])]),
        (() => new PReLU { AlphaInitializer = Initializer.Ones, AlphaRegularizer = new L1(0.1), AlphaConstraint = Constraint.UnitNorm, SharedAxes = [1] },
            [s_wide]),
        (() => new BatchNormalization
        {
            Axis = 1,
            Momentum = 0.5,
            Epsilon = 0.2,
            BetaInitializer = Initializer.Ones,
            GammaInitializer = Initializer.Constant(2),
            BetaRegularizer = new L1(0.1),
            GammaRegularizer = new L2(0.1),
            BetaConstraint = Constraint.NonNeg, GammaConstraint = new MaxNorm(),
        }, [s_wide]),
        (() => new LayerNormalization
        {
            Axes = [1, 2],
            Epsilon = 0.2,
            Center = false,
            GammaInitializer = Initializer.Constant(2),
            GammaRegularizer = new L2(0.1),
            GammaConstraint = Constraint.NonNeg,
        }, [s_wide]),
        (() => new GroupNormalization(2)
        {
            Axis = 1,
            Epsilon = 0.2,
            Scale = false,
            BetaInitializer = Initializer.Ones,
            BetaRegularizer = new L1(0.1),
            BetaConstraint = Constraint.NonNeg,
        }, [s_wide]),
        (() => new UnitNormalization { Axes = [1, 2] }, [s_wide]),
        (() => new Normalization([3], [2]) { Axes = [], Invert = true }, [s_wide]),
        (() => new AlphaDropout(0.25) { NoiseShape = [null, 1, 4] }, [s_wide]),
        (() => new Hashing(9) { Salt = (ulong.MaxValue, 2), MaskValue = "3" }, [Tensor.Create(new[,] { { 3L, 5, 1L << 50 } })]),
        (Adapted, [s_wide]),
        (() => new TextVectorization(["ä", "\"", "x\ny"])
        {
            MaxTokens = 9,
            OutputSequenceLength = 3,
            Standardize = TextStandardization.None,
            Split = TextSplit.None,
        }, [Tensor.Create(new[,] { { 0, 1, 4 } })]),
        (() => new HashedCrossing(7), [Tensor.Create(new[,] { { 1L << 50 } }), Tensor.Create(new[,] { { -3L } })]),
        (() => new StringLookup(["ä", "\"", "x\ny"]) { MaskToken = "", OovToken = "?", NumOovIndices = 2, MaxTokens = 9 },
            [Tensor.Create(new[,] { { 0, 1, 5 } })]),
        (() => new IntegerLookup([long.MinValue, 5])
        {
            MaskToken = 0,
            OovToken = -7,
            NumOovIndices = 2,
            MaxTokens = 6,
            PadToMaxTokens = true,
            OutputMode = OutputMode.Count,
        }, [Tensor.Create(new[,] { { 5L, 0, 3, long.MinValue } })]),
        (() => new IntegerLookup([8, 5]) { Invert = true, OovToken = -7 }, [Tensor.Create(new[,] { { 2, 0, 1 } })]),
        (() => new ActivationLayer(Activation.Sigmoid), [s_wide]),
        (() => new LeakyReLU(0.1), [s_wide]),
        (() => new ELU(0.5), [s_wide]),
        (() => new Dropout(0.2), [s_wide]),
        (() => new GaussianNoise(0.1), [s_wide]),
        (() => new GaussianDropout(0.1), [s_wide]),
        (() => new ActivityRegularization(0.3, 0.4), [s_wide]),
        (() => new SpatialDropout2D(0.1) { DataFormat = DataFormat.ChannelsFirst }, [s_image]),
        (() => new CategoryEncoding(7, OutputMode.Count), [Tensor.Create(new[,] { { 6, 0 } })]),
        (() => new Rescaling(3, 2), [s_wide]),
        (() => new Hebb.Layers.Reshape(4, 2), [s_wide]),
        (() => new Permute(1, 2), [s_wide]),
        (() => new RepeatVector(2), [Draw.Floats(new Random(2), [1, 4])]),
        (() => new TimeDistributed(new ActivationLayer(Activation.Relu)), [s_wide]),
        (() => new RandomFlip(FlipMode.Horizontal), [s_image]),
        (() => new RandomTranslation((-0.1, 0.3), 0.5) { FillValue = 3, FillMode = FillMode.Constant, DataFormat = DataFormat.ChannelsFirst }, [s_image]),
        (() => new RandomContrast(0.4) { ValueRange = (0, 1), DataFormat = DataFormat.ChannelsFirst }, [s_image]),
        (() => new RandomBrightness((-0.1, 0.4)) { ValueRange = (0, 1) }, [s_image]),
        (() => new MelSpectrogram { FftLength = 4, SequenceStride = 2, SamplingRate = 50, NumMelBins = 2, MinFreq = 1 }, [Draw.Floats(new Random(2), [1, 9])]),
        (() => new PositionEmbedding(3) { Initializer = Initializer.Ones }, [s_wide]),
        (() => new SinePositionEncoding(), [s_wide]),
        (() => new TokenAndPositionEmbedding(7, 3, 2) { EmbeddingsInitializer = Initializer.Ones }, [Tensor.Create(new[,] { { 6, 0 } })]),
        (() => new TransformerEncoder(3, 2)
        {
            KernelInitializer = Initializer.HeNormal,
            BiasInitializer = Initializer.Ones,
            NormalizeFirst = true,
            LayerNormEpsilon = 0.1,
        }, [s_wide]),
        (() => new EinsumDense("abc,cd->abd", [null, 3], biasAxes: "d")
        {
            KernelInitializer = Initializer.HeNormal,
            BiasInitializer = Initializer.Ones,
            KernelRegularizer = new L1(0.1),
            BiasRegularizer = new L2(0.1),
            KernelConstraint = Constraint.NonNeg,
            BiasConstraint = new MaxNorm(), ActivityRegularizer = new L1(0.2),
        }, [s_wide]),
        (() => new GroupQueryAttention(3, 2, 1)
        {
            Dropout = 0.1,
            UseBias = false,
            UseCausalMask = true,
            KernelInitializer = Initializer.HeNormal,
            BiasInitializer = Initializer.Ones,
            KernelRegularizer = new L1(0.1),
            BiasRegularizer = new L2(0.1), KernelConstraint = Constraint.NonNeg, BiasConstraint = new MaxNorm(), ActivityRegularizer = new L1(0.2),
        }, [s_wide, s_wide]),
        (() => new Conv2D(2, (2, 1), Activation.Tanh)
        {
            KernelInitializer = Initializer.HeNormal,
            BiasInitializer = Initializer.Ones,
            KernelRegularizer = new L1(0.1),
            BiasRegularizer = new L2(0.1),
            KernelConstraint = Constraint.NonNeg,
            BiasConstraint = new MaxNorm(), ActivityRegularizer = new L1(0.2), DilationRate = (1, 2),
        }, [s_image]),
        (() => new Conv2DTranspose(2, 2, useBias: false) { DilationRate = (1, 2) }, [s_image]),
        (() => new Conv1DTranspose(2, 2)
        {
            Strides = 3,
            OutputPadding = [2],
            KernelInitializer = Initializer.HeNormal,
            BiasInitializer = Initializer.Ones,
            KernelRegularizer = new L1(0.1),
            BiasRegularizer = new L2(0.1),
            KernelConstraint = Constraint.NonNeg, BiasConstraint = new MaxNorm(),
        }, [s_line]),
        (() => new DepthwiseConv2D((1, 2), useBias: false) { DilationRate = (1, 2) }, [s_image]),
        (() => new DepthwiseConv1D(2)
        {
            DepthMultiplier = 3,
            DepthwiseInitializer = Initializer.HeNormal,
            BiasInitializer = Initializer.Ones,
            DepthwiseRegularizer = new L1(0.1),
            BiasRegularizer = new L2(0.1),
            DepthwiseConstraint = Constraint.NonNeg, BiasConstraint = new MaxNorm(),
        }, [s_line]),
        (() => new SeparableConv2D(2, (1, 2), useBias: false) { Strides = 2, Padding = Padding.Same, DataFormat = DataFormat.ChannelsFirst }, [s_image]),
        (() => new SeparableConv1D(2, 3)
        {
            DilationRate = 2,
            DepthwiseInitializer = Initializer.HeNormal,
            PointwiseInitializer = Initializer.HeNormal,
            BiasInitializer = Initializer.Ones,
            DepthwiseRegularizer = new L1(0.1),
            PointwiseRegularizer = new L1(0.2),
            BiasRegularizer = new L2(0.1),
            DepthwiseConstraint = Constraint.NonNeg,
            PointwiseConstraint = Constraint.UnitNorm,
            BiasConstraint = new MaxNorm(),
        }, [s_line]),
    ];

    public static TheoryData<int, string> Cases
    {
        get
        {
            TheoryData<int, string> data = [];
            for (int i = 0; i < s_cases.Length; i++) { data.Add(i, s_cases[i].Make().ToString()); }
            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_layer_comes_back_from_a_file(int index, string name)
    {
        Layer layer = s_cases[index].Make();
        layer.Name = "the_layer";
        Tensor[] rows = [.. s_cases[index].Inputs.Select(input => input.Shape[0] > 1 ? input.Slice(0, ..1) : input)];
        Input[] inputs = [.. rows.Select(row => new Input(row.Shape[1..], row.DType))];
        Model model = new([.. inputs.Select(input => input.Node)], [layer.Apply([.. inputs.Select(input => input.Node)])]) { Seed = 4 };
        Random random = new(index);
        foreach (Parameter parameter in model.Parameters)
        {
            parameter.SetValues<float>([.. Enumerable.Range(0, (int)parameter.Size).Select(_ => parameter.Size == 1 ? 3f : random.NextSingle())]);
        }

        // Both forms: .keras files and Keras' older .h5. A layer that keeps states predicts once only.
        string[] endings = [".keras", ".h5"];
        Model[] loaded = [.. endings.Select(ending => SaveAndLoad(model, ending))];
        Tensor expected = model.Predict(rows)[0];
        for (int i = 0; i < endings.Length; i++) { AssertSame(layer, loaded[i], rows, expected, $"{name} as {endings[i]}"); }
    }

    private static Model SaveAndLoad(Model model, string ending)
    {
        string path = Path.Combine(Path.GetTempPath(), $"hebb-layer-{Guid.NewGuid():N}{ending}");
        try
        {
            model.Save(path);
            return Model.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void AssertSame(Layer layer, Model loaded, Tensor[] rows, Tensor expected, string name)
    {
        Layer back = loaded.GetLayer("the_layer");
        Assert.Equal(layer.GetType(), back.GetType());
        Assert.Equal(Settings(layer), Settings(back));
        Assert.Equal(layer.Sublayers.SelectMany(InnerSettings), back.Sublayers.SelectMany(InnerSettings));
        Assert.Equal(layer.Parameters.Select(parameter => parameter.ToString()), back.Parameters.Select(parameter => parameter.ToString()));
        Tensor actual = loaded.Predict(rows)[0];
        Assert.True(
            expected.DType == actual.DType && expected.Shape == actual.Shape && expected.ToDoubles().SequenceEqual(actual.ToDoubles()),
            $"{name} predicts {expected} before and {actual} after.");
    }

    [Fact]
    public void Every_setting_of_every_layer_is_tried_with_two_values()
    {
        // Settings of a family are read and written in one place, its base class.
        Dictionary<string, HashSet<string>> values = [];
        foreach (Layer layer in s_cases.Select(entry => entry.Make()).SelectMany(layer => layer.Sublayers.Prepend(layer)))
        {
            foreach (PropertyInfo property in SettingsOf(layer))
            {
                string name = $"{property.DeclaringType!.Name}.{property.Name}";
                if (!values.TryGetValue(name, out HashSet<string>? seen)) { values[name] = seen = []; }
                seen.Add(Text(property.GetValue(layer)));
            }
        }

        string[] follow = ["BatchNormalization.", "Bidirectional.Forwards", "Bidirectional.Backwards", "RNN.Cell", "StackedRNNCells.Cells"];
        string untried = string.Join(
            "; ", values.Where(entry => entry.Value.Count < 2 && !follow.Contains(entry.Key)).Select(entry => $"{entry.Key} = {entry.Value.Single()}"));
        Assert.True(untried.Length == 0, $"tried with one value only: {untried}");
        IEnumerable<Layer> tried =
            s_cases.Select(entry => entry.Make()).SelectMany(layer => layer.Sublayers.Prepend(layer)).SelectMany(layer => layer.Sublayers.Prepend(layer));
        Assert.Empty(Layer.Kinds.All.Where(kind => kind.Type.Assembly == typeof(Layer).Assembly)
            .Select(kind => kind.Type)
            .Except(tried.Select(layer => layer.GetType())));
    }

    [Fact]
    public void A_layer_of_code_is_not_saved()
    {
        Sequential model = new([new Input([2]), new FunctionLayer(x => x * 2) { Name = "twice" }]);
        string message = Assert.Throws<InvalidOperationException>(() => ModelFile.Save(model, new MemoryStream())).Message;
        Assert.Contains("twice is a FunctionLayer: it holds code", message, StringComparison.Ordinal);
        Assert.Contains("Layer.Kinds.Register", message, StringComparison.Ordinal);
    }

    private static Discretization Adapted()
    {
        Discretization layer = new(3) { OutputMode = OutputMode.OneHot, Epsilon = 0.2 };
        layer.Adapt(s_wide);
        return layer;
    }

    /// <summary>The public properties that are settings, as text.</summary>
    private static IEnumerable<string> Settings(object layer) => layer.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length == 0
            && property.Name != "EqualityContract"
            && !typeof(IEnumerable<Parameter>).IsAssignableFrom(property.PropertyType)
            && !typeof(IEnumerable<Layer>).IsAssignableFrom(property.PropertyType))
        .Select(property => $"{property.Name} = {Text(property.GetValue(layer))}");

    private static IEnumerable<string> InnerSettings(Layer layer) =>
        SettingsOf(layer).Select(property => $"{property.Name} = {Text(property.GetValue(layer))}").Concat(layer.Sublayers.SelectMany(InnerSettings));

    private static IEnumerable<PropertyInfo> SettingsOf(Layer layer) => layer.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.DeclaringType != typeof(Layer) && property.Name is not (nameof(Layer.DefaultName) or nameof(Layer.Sublayers)));

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => text,
        Extents size => $"{string.Join(", ", size.For(size.Count) is var each && each.Distinct().Count() == 1 ? each[..1] : each)}",
        Initializer or Regularizer or Constraint => $"{value.GetType().Name}({string.Join(", ", Settings(value))})",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        bool or int or long or double or Enum or Activation or Padding or Spread or ValueTuple<int, int> or ValueTuple<double, double>
            or ValueTuple<ulong, ulong> => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        Layer => value.GetType().Name,
        _ => "",
    };
}
