using Hebb.Activations;
using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;
using Hebb.Tests.Ops;

namespace Hebb.Tests.Activations;

public sealed class ActivationTests
{
    private static readonly double[] s_points = [-3.5, -1.25, -0.3, 0, 0.4, 1.75, 2.7];

    /// <summary>Values at the points above: computed by PyTorch 1.13 in float64, those it lacks by their formula.</summary>
    private static readonly Dictionary<string, double[]> s_golden = new()
    {
        ["linear"] = [-3.5, -1.25, -0.3, 0.0, 0.4, 1.75, 2.7],
        ["relu"] = [0.0, 0.0, 0.0, 0.0, 0.4, 1.75, 2.7],
        ["relu6"] = [0.0, 0.0, 0.0, 0.0, 0.4, 1.75, 2.7],
        ["leaky_relu"] = [-0.7, -0.25, -0.06, 0.0, 0.4, 1.75, 2.7],
        ["elu"] = [-0.969802616577682, -0.71349520313981, -0.259181779318282, 0.0, 0.4, 1.75, 2.7],
        ["selu"] = [-1.705009340957283, -1.254395446337865, -0.455667315379122, 0.0, 0.420280394942192, 1.838726727872091, 2.836892665859797],
        ["celu"] = [-0.969802616577682, -0.71349520313981, -0.259181779318282, 0.0, 0.4, 1.75, 2.7],
        ["gelu"] = [-0.000814201776624, -0.132062217083569, -0.114626573343314, 0.0, 0.26216869664413, 1.67989647548832, 2.69063917073179],
        ["silu"] = [-0.102592807629747, -0.278375173531636, -0.127667244956502, 0.0, 0.239475064044981, 1.490917403444544, 2.52997193864611],
        ["softplus"] = [0.029750418272621, 0.251929081345373, 0.554355244468527, 0.693147180559945, 0.913015252399953, 1.910224150438087, 2.765043561776591],
        ["softsign"] = [-0.777777777777778, -0.555555555555556, -0.230769230769231, 0.0, 0.285714285714286, 0.636363636363636, 0.72972972972973],
        ["sigmoid"] = [0.029312230751356, 0.222700138825309, 0.425557483188341, 0.5, 0.598687660112452, 0.851952801968311, 0.937026643943004],
        ["log_sigmoid"] =
            [-3.52975041827262, -1.501929081345373, -0.854355244468527, -0.693147180559945, -0.513015252399953, -0.160224150438087, -0.065043561776591],
        ["hard_sigmoid"] = [0.0, 0.291666666666667, 0.45, 0.5, 0.566666666666667, 0.791666666666667, 0.95],
        ["hard_silu"] = [0.0, -0.364583333333333, -0.135, 0.0, 0.226666666666667, 1.385416666666667, 2.565],
        ["tanh"] = [-0.998177897611199, -0.848283639957513, -0.291312612451591, 0.0, 0.379948962255225, 0.941375538497287, 0.991007453678118],
        ["hard_tanh"] = [-1.0, -1.0, -0.3, 0.0, 0.4, 1.0, 1.0],
        ["exponential"] = [0.030197383422319, 0.28650479686019, 0.740818220681718, 1.0, 1.49182469764127, 5.754602676005731, 14.879731724872837],
        ["mish"] = [-0.104095754486371, -0.308413961141528, -0.151133177138335, 0.0, 0.289030534072363, 1.674932424131802, 2.67867011144084],
        ["tanh_shrink"] = [-2.501822102388801, -0.401716360042487, -0.008687387548409, 0.0, 0.020051037744775, 0.808624461502713, 1.708992546321883],
        ["hard_shrink"] = [-3.5, -1.25, 0.0, 0.0, 0.0, 1.75, 2.7],
        ["soft_shrink"] = [-3.0, -0.75, 0.0, 0.0, 0.0, 1.25, 2.2],
        ["threshold"] = [0.0, 0.0, 0.0, 0.0, 0.4, 1.75, 2.7],
        ["softmax"] = [0.001248667863919, 0.011847030840212, 0.030632982077749, 0.041350200659967, 0.061687250596961, 0.237953975371221, 0.615279892589971],
        ["log_softmax"] =
            [-6.685678004804329, -4.435678004804329, -3.485678004804328, -3.185678004804328, -2.785678004804328, -1.435678004804328, -0.485678004804328],
        ["step"] = [0, 0, 0, 0, 1, 1, 1],
        ["sparse_sigmoid"] = [0, 0, 0.35, 0.5, 0.7, 1, 1],
        ["sparse_plus"] = [0, 0, 0.1225, 0.25, 0.49, 1.75, 2.7],
        // Of the first six points, since it needs an even number.
        ["glu"] = [-1.75, -0.748359575140565, -0.25558584059049316],
        ["crelu"] = [0, 0, 0, 0, 0.4, 1.75, 2.7, 3.5, 1.25, 0.3, 0, 0, 0, 0],
        // Only the two largest are in the support: (1.75 + 2.7 − 1) / 2 = 1.725.
        ["sparsemax"] = [0, 0, 0, 0, 0, 0.025, 0.975],
        ["squareplus"] = [.. s_points.Select(x => (x + Math.Sqrt(x * x + 4)) / 2)],
    };

    public static TheoryData<string> Names => [.. Activation.All.Select(activation => activation.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Values_are_golden(string name)
    {
        Assert.True(s_golden.ContainsKey(name), $"{name} is missing from the table of golden values.");
        double[] points = name == "glu" ? s_points[..6] : s_points;
        Near.Equal(s_golden[name], Activation.Get(name).Apply(Tensor.Create(points)), 2e-15, name);
        Near.Equal(s_golden[name], Activation.Get(name).Apply(Tensor.Create<float>([.. points.Select(x => (float)x)])), 5e-7, name);
    }

    [Theory, MemberData(nameof(Names))]
    public void Gradients_agree_with_differences(string name)
    {
        Activation activation = Activation.Get(name);
        string[] kinked =
        [
            "relu", "relu6", "leaky_relu", "hard_sigmoid", "hard_silu", "hard_tanh", "hard_shrink", "soft_shrink", "threshold", "sparse_plus", "sparse_sigmoid",
            "step", "softsign", "elu", "selu", "celu", "crelu", "sparsemax"
        ];
        GradientCase check = new(
            name,
            x => activation.Apply(x[0]),
            random => [Draw.Floats(random, name == "glu" ? [.. Draw.Shape(random).Dimensions, 2] : Draw.Shape(random), -4, 4)],
            !kinked.Contains(name));
        Assert.True(check.Check(20) >= 20);
    }

    [Theory, MemberData(nameof(Names))]
    public void Far_from_0_neither_values_nor_gradients_are_NaN(string name)
    {
        Tensor x = Tensor.Create(-300f, -90f, 0f, 80f);
        Tensor y = Activation.Get(name).Apply(x);
        Tensor gradient = Gradient.Of(y, x)[0];
        Assert.DoesNotContain(true, gradient.ToDoubles().Concat(y.ToDoubles()).Select(value => !double.IsFinite(value)));
    }

    [Fact]
    public void Parameters_change_the_function()
    {
        Tensor x = Tensor.Create(s_points);
        Near.Equal(
            [-0.0006161976553737403, -0.13228579703028542, -0.11462907645724074, 0, 0.2621611694273562, 1.6797953823412513, 2.6911124053605326],
            Activation.Gelu(approximate: true).Apply(x),
            1e-15);
        Near.Equal([-0.48490130828884076, -0.3567476015699049, -0.12959088965914106, 0, 0.4, 1.75, 2.7], Activation.Elu(0.5).Apply(x), 1e-15);
        Near.Equal([-0.49954405901722276, -0.4589575006880506, -0.2255941819529868, 0, 0.4, 1.75, 2.7], Activation.Celu(0.5).Apply(x), 1e-15);
        Near.Equal([9, 9, 9, 9, 9, 1.75, 2.7], Activation.Threshold(1, 9).Apply(x), 0);
        Assert.Equal("leaky_relu(negative_slope=0.01)", Activation.LeakyRelu(0.01).ToString());
    }

    [Fact]
    public void Sparsemax_is_the_nearest_point_of_the_simplex()
    {
        // From the definition (Martins and Astudillo, 2016, Algorithm 1): sort, count the support, subtract τ.
        Random random = new(7);
        for (int i = 0; i < 50; i++)
        {
            double[] z = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => Math.Round(random.NextDouble() * 3, 1))]; // rounded, so that there are ties
            double[] sorted = [.. z.OrderDescending()];
            int k = Enumerable.Range(1, z.Length).Last(n => 1 + n * sorted[n - 1] > sorted[..n].Sum());
            double tau = (sorted[..k].Sum() - 1) / k;
            Near.Equal([.. z.Select(value => Math.Max(value - tau, 0))], Activation.Sparsemax.Apply(Tensor.Create(z)), 1e-12);
        }
    }

    [Fact]
    public void Glu_refuses_what_it_cannot_halve() =>
        Assert.Contains("(2, 3)", Assert.Throws<ShapeException>(() => Activation.Glu.Apply(Tensor.Zeros([2, 3]))).Message);

    [Fact]
    public void Ranges_are_as_documented()
    {
        Tensor x = Tensor.Create<double>([.. Enumerable.Range(-8000, 16001).Select(i => i / 1000.0)]);
        Assert.Equal(-0.278464542761074, Activation.Silu.Apply(x).Min().Item(), 1e-7);
        Assert.Equal(-0.3088435, Activation.Mish.Apply(x).Min().Item(), 2e-7);
        Assert.Equal(-0.169971, Activation.Gelu().Apply(x).Min().Item(), 1e-5);
        Assert.Equal(-0.375, Activation.HardSilu.Apply(x).Min().Item(), 1e-12);
        Assert.Equal(0.25, Gradient.Of(x.Sigmoid(), x)[0].Max().Item(), 1e-12);
        Assert.Equal(1, Gradient.Of(x.Tanh(), x)[0].Max().Item(), 1e-12);
    }

    [Theory]
    [InlineData("swish", "silu")]
    [InlineData("hard_swish", "hard_silu")]
    [InlineData("LeakyReLU", "leaky_relu")]
    [InlineData("log-softmax", "log_softmax")]
    [InlineData("", "linear")]
    public void Names_are_read_forgivingly(string name, string expected) => Assert.Equal(expected, Activation.Get(name).Name);

    [Fact]
    public void An_unknown_name_lists_the_known_ones_and_suggests()
    {
        string message = Assert.Throws<ArgumentException>(() => Activation.Get("rellu")).Message;
        Assert.Contains("\"rellu\"", message);
        Assert.Contains("Did you mean \"relu\"?", message);
        Assert.Contains("softmax", message);
        Assert.DoesNotContain("Did you mean", Assert.Throws<ArgumentException>(() => Activation.Get("something else")).Message);
    }

    [Fact]
    public void Every_static_activation_is_in_the_list()
    {
        IEnumerable<string> names = typeof(Activation).GetMembers(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
            .Where(member => member is System.Reflection.PropertyInfo p && p.PropertyType == typeof(Activation)
                || member is System.Reflection.MethodInfo { IsSpecialName: false } m && m.ReturnType == typeof(Activation) && m.Name != nameof(Activation.Get))
            .Select(member => KnownNames.Key(member.Name));
        Assert.Empty(names.Except(Activation.All.Select(activation => KnownNames.Key(activation.Name))));
    }
}
