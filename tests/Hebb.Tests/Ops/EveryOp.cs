using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Ops;

/// <summary>The table of all operations on tensors with functions and arguments that put their gradients to the test.</summary>
internal static class EveryOp
{
    public static IReadOnlyList<GradientCase> Cases { get; } =
    [
        .. Elementwise(),
        .. Operators(),
        .. Reductions(),
        .. Movements(),
        .. Products(),
        .. Lookups(),
        .. Windows(),
    ];

    private static GradientCase Unary(string name, Func<Tensor, Tensor> f, double low = -2, double high = 2, bool smooth = true) =>
        new(name, x => f(x[0]), random => [Draw.Floats(random, Draw.Shape(random, 0, 3), low, high)], smooth);

    private static GradientCase Binary(string name, Func<Tensor, Tensor, Tensor> f, double low = -2, double high = 2, bool smooth = true) =>
        new(name, x => f(x[0], x[1]), random =>
        {
            Shape shape = Draw.Shape(random, 1, 3);
            Tensor whole = Draw.Floats(random, shape, low, high), narrow = Draw.Floats(random, Draw.Narrower(random, shape), low, high);
            return random.Next(2) == 0 ? [whole, narrow] : [narrow, whole];
        }, smooth);

    private static IEnumerable<GradientCase> Elementwise() =>
    [
        Unary("Abs", x => x.Abs(), smooth: false),
        Unary("Sign", x => x.Sign() * x, smooth: false),
        Unary("Floor", x => x.Floor() * x, smooth: false),
        Unary("Ceiling", x => x.Ceiling() * x, smooth: false),
        Unary("Round", x => x.Round() * x, smooth: false),
        Unary("IsFinite", x => x.IsFinite().Cast(x.DType) * x, smooth: false),
        Unary("Relu", x => x.Relu(), smooth: false),
        Unary("FlushTiny", x => x.FlushTiny()),
        Unary("Sqrt", x => x.Sqrt(), 0.3, 3),
        Unary("Square", x => x.Square()),
        Unary("Exp", x => x.Exp()),
        Unary("Expm1", x => x.Expm1()),
        Unary("Log", x => x.Log(), 0.3, 3),
        Unary("Log", x => x.Log(10), 0.3, 3),
        Unary("Log1p", x => x.Log1p(), -0.6, 3),
        Unary("Sin", x => x.Sin(), -4, 4),
        Unary("Cos", x => x.Cos(), -4, 4),
        Unary("Tan", x => x.Tan(), -1, 1),
        Unary("Sec", x => x.Sec(), -1, 1),
        Unary("Csc", x => x.Csc(), 0.5, 2.5),
        Unary("Cot", x => x.Cot(), 0.5, 2.5),
        Unary("Asin", x => x.Asin(), -0.8, 0.8),
        Unary("Acos", x => x.Acos(), -0.8, 0.8),
        Unary("Atan", x => x.Atan(), -4, 4),
        Unary("Sinh", x => x.Sinh()),
        Unary("Cosh", x => x.Cosh()),
        Unary("Tanh", x => x.Tanh()),
        Unary("Sech", x => x.Sech()),
        Unary("Csch", x => x.Csch(), 0.5, 2),
        Unary("Coth", x => x.Coth(), 0.5, 2),
        Unary("Asinh", x => x.Asinh()),
        Unary("Acosh", x => x.Acosh(), 1.4, 4),
        Unary("Atanh", x => x.Atanh(), -0.8, 0.8),
        Unary("Sigmoid", x => x.Sigmoid(), -4, 4),
        Unary("Softplus", x => x.Softplus(), -4, 4),
        Unary("Erf", x => x.Erf()),
        Unary("Pow", x => x.Pow(3)),
        Unary("Pow", x => x.Pow(-1.5), 0.5, 2),
        Unary("Pow", x => x.Pow(0) * x),
        Binary("Pow", (a, b) => a.Pow(b), 0.4, 2),
        Binary("Minimum", (a, b) => a.Minimum(b), smooth: false),
        Binary("Atan2", (a, b) => a.Atan2(b), smooth: false),
        Binary("Maximum", (a, b) => a.Maximum(b), smooth: false),
        Unary("Minimum", x => x.Minimum(0.5), smooth: false),
        Unary("Maximum", x => x.Maximum(-0.5), smooth: false),
        Unary("Clip", x => x.Clip(-1, 1), smooth: false),
        Binary("EqualTo", (a, b) => a.Floor().EqualTo(b.Floor()).Cast(a.DType) * a * b, smooth: false),
        Unary("EqualTo", x => x.Floor().EqualTo(0).Cast(x.DType) * x, smooth: false),
        Binary("NotEqualTo", (a, b) => a.Floor().NotEqualTo(b.Floor()).Cast(a.DType) * a * b, smooth: false),
        Binary("Where", (a, b) => Tensor.Where(a > b, a * a, b * a), smooth: false),
    ];

    private static IEnumerable<GradientCase> Operators() =>
    [
        Unary("op_UnaryNegation", x => -x),
        Binary("op_Addition", (a, b) => a + b),
        Binary("op_Addition", (a, b) => 1 + a + b + 0.5),
        Binary("op_Subtraction", (a, b) => a - b),
        Binary("op_Subtraction", (a, b) => 1 - a - (b - 3)),
        Binary("op_Multiply", (a, b) => a * b),
        Binary("op_Multiply", (a, b) => 2 * a * (b * 3)),
        Binary("op_Division", (a, b) => a / b, 0.5, 2),
        Binary("op_Division", (a, b) => 2 / a + b / 3, 0.5, 2),
        Binary("op_Modulus", (a, b) => a % b, 0.6, 2.2, smooth: false),
        Binary("op_LessThan", (a, b) => (a < b).Cast(a.DType) * a + (a < 0.5).Cast(a.DType) * b, smooth: false),
        Binary("op_GreaterThan", (a, b) => (a > b).Cast(a.DType) * a + (a > 0.5).Cast(a.DType) * b, smooth: false),
        Binary("op_LessThanOrEqual", (a, b) => (a <= b).Cast(a.DType) * a + (a <= 0.5).Cast(a.DType) * b, smooth: false),
        Binary("op_GreaterThanOrEqual", (a, b) => (a >= b).Cast(a.DType) * a + (a >= 0.5).Cast(a.DType) * b, smooth: false),
        Binary("op_LogicalNot", (a, b) => (!(a < b)).Cast(a.DType) * a, smooth: false),
        Binary("op_BitwiseAnd", (a, b) => (a > 0 & b > 0).Cast(a.DType) * a, smooth: false),
        Binary("op_BitwiseOr", (a, b) => (a > 0 | b > 0).Cast(a.DType) * a, smooth: false),
        new("MultiplyAdd", x => new Tensor(new Elementwise(ElementwiseFunction.MultiplyAdd), [x[0], x[1], x[2]]), random =>
        {
            Shape shape = Draw.Shape(random, 0, 3);
            return [Draw.Floats(random, shape), Draw.Floats(random, shape), Draw.Floats(random, shape)];
        }),
    ];

    /// <summary>A function of a tensor and of one of its axes, which a seed chooses.</summary>
    private static GradientCase Along(string name, Func<Tensor, int, Tensor> f, double low = -2, double high = 2, bool smooth = true) => new(
        name,
        x => f(x[0], (int)x[0].Size % x[0].Rank - (x[0].Shape[0] % 2 == 0 ? x[0].Rank : 0)),
        random => [Draw.Floats(random, Draw.Shape(random, 1, 4), low, high)],
        smooth);

    private static IEnumerable<GradientCase> Reductions() =>
    [
        Unary("Sum", x => x.Sum()),
        Along("Sum", (x, axis) => x.Sum(axis)),
        Along("Sum", (x, axis) => x.Sum([axis, 0], keepDims: true) * x),
        Unary("Mean", x => x.Mean()),
        Along("Mean", (x, axis) => x.Mean(axis)),
        Along("Mean", (x, axis) => x.Mean([axis, -1], keepDims: true) * x),
        Unary("Max", x => x.Max(), smooth: false),
        Along("Max", (x, axis) => x.Max(axis), smooth: false),
        Unary("Min", x => x.Min(), smooth: false),
        Along("Min", (x, axis) => x.Min(axis, keepDims: true), smooth: false),
        Along("Product", (x, axis) => x.Product(axis), 0.5, 2),
        Along("Variance", (x, axis) => x.Variance([axis, 0])),
        Along("ArgMax", (x, axis) => x.ArgMax(axis).Cast(x.DType) * x.Sum(axis), smooth: false),
        Along("ArgMin", (x, axis) => x.ArgMin(axis).Cast(x.DType) * x.Sum(axis), smooth: false),
        Along("Softmax", (x, _) => x.Softmax()),
        Along("Softmax", (x, axis) => x.Softmax(axis)),
        Along("LogSumExp", (x, _) => x.LogSumExp()),
        Along("LogSoftmax", (x, _) => x.LogSoftmax()),
    ];

    private static IEnumerable<GradientCase> Movements() =>
    [
        Unary("Reshape", x => x.Reshape([(int)x.Size, 1])),
        Along("ExpandDims", (x, axis) => x.ExpandDims(axis)),
        Along("Squeeze", (x, axis) => x.ExpandDims(axis).Squeeze(axis)),
        Along("Flatten", (x, _) => x.Flatten()),
        Along("Transpose", (x, _) => x.Transpose()),
        Along("Transpose", (x, axis) => x.Transpose([axis, .. Enumerable.Range(0, x.Rank).Where(a => a != x.Shape.Axis(axis))])),
        Along("Slice", (x, axis) => x.Slice(axis, (x.Shape[x.Shape.Axis(axis)] / 2)..)),
        Along("Pad", (x, axis) => x.Pad(axis, 2, 1)),
        Along("Reverse", (x, axis) => x.Reverse(axis)),
        Along("BroadcastTo", (x, _) => x.BroadcastTo([2, .. x.Shape.Dimensions])),
        Unary("Cast", x => x.Cast(DType.Float64).Cast(DType.Float32)),
        Unary("StopGradient", x => x * Tensor.Scalar(2, x.DType).StopGradient()),
        Along("Concatenate", (x, axis) => Tensor.Concatenate([x, x * x, x.Slice(axis, ..1)], axis)),
        Along("Stack", (x, axis) => Tensor.Stack([x, x * x], axis)),
        Unary("RandomUniform", x => x * Tensor.RandomUniform(x.Shape, RandomKey.FromSeed(3))),
        Unary("RandomNormal", x => x * Tensor.RandomNormal(x.Shape, RandomKey.FromSeed(3))),
    ];

    private static IEnumerable<GradientCase> Products()
    {
        foreach (bool transposeA in new[] { false, true })
        {
            foreach (bool transposeB in new[] { false, true })
            {
                yield return new("MatMul", x => new Tensor(new MatMul(transposeA, transposeB), [x[0], x[1]]), random =>
                {
                    int m = random.Next(1, 5), k = random.Next(1, 5), n = random.Next(1, 5);
                    int[] batch = random.Next(2) == 0 ? [] : [random.Next(1, 4)];
                    return [Draw.Floats(random, [.. batch, .. Sides(m, k, transposeA)]), Draw.Floats(random, [.. batch, .. Sides(k, n, transposeB)])];
                });
            }
        }

        yield return new("MatMul", x => x[0].MatMul(x[1]), random =>
        {
            int k = random.Next(1, 5);
            int[][] fronts = [[2, 1], [2, 3], [1, 1], []];
            return [Draw.Floats(random, [.. fronts[random.Next(4)], 3, k]), Draw.Floats(random, [.. fronts[random.Next(4)], k, 2])];
        });
        yield return new("Einsum", x => Tensor.Einsum("abc,cd->bad", x[0], x[1]), random => [Draw.Floats(random, [2, 3, 4]), Draw.Floats(random, [4, 2])]);
        yield return new("Einsum", x => Tensor.Einsum("...x,xy->...y", x[0], x[1]), random => [Draw.Floats(random, [2, 3, 4]), Draw.Floats(random, [4, 5])]);
        static int[] Sides(int rows, int columns, bool transpose) => transpose ? [columns, rows] : [rows, columns];
    }

    private static IEnumerable<GradientCase> Lookups() =>
    [
        new("Gather", x => x[0].Gather(x[1]), random =>
        {
            Shape table = Draw.Shape(random, 1, 3);
            return [Draw.Floats(random, table), Draw.Integers(random, Draw.Shape(random, 0, 2), table[0])];
        }),
        new(
            "CrossBins",
            x => x[0] * new Tensor(new CrossBins(5), [x[1].Cast(DType.Int64), x[2].Cast(DType.Int64)]).Cast(x[0].DType),
            random => [Draw.Floats(random, [3]), Draw.Integers(random, [3], 100), Draw.Integers(random, [3], 100)]),
        new(
            "HashBins",
            x => x[0] * new Tensor(new HashBins(5, null, null), [x[1].Cast(DType.Int64)]).Cast(x[0].DType),
            random => [Draw.Floats(random, [3]), Draw.Integers(random, [3], 100)]),
        new("Scan", x => Running(x[0], x[1]), random => [Draw.Floats(random, [random.Next(1, 4), 2, 3], -1, 1), Draw.Floats(random, [3, 3], -1, 1)]),
        new("ScatterAdd", x => x[0].ScatterAdd(x[1], 3), random =>
        {
            Shape indices = Draw.Shape(random, 1, 2);
            return [Draw.Floats(random, [.. indices.Dimensions, .. Draw.Shape(random, 0, 2).Dimensions]), Draw.Integers(random, indices, 3)];
        }),
    ];

    /// <summary>A state that a matrix and what comes in change from step to step: all its values, and the last once more.</summary>
    private static Tensor Running(Tensor sequence, Tensor matrix)
    {
        Tensor before = new(new Input(0, sequence.Shape[1..], sequence.DType), []), now = new(new Input(1, sequence.Shape[1..], sequence.DType), []);
        Tensor after = (before.MatMul(matrix) + now).Tanh();
        Tensor scan = LoopBuilder.Scan(
            sequence.Shape[0], reversed: false, [(before, Tensor.Scalar(0.1, sequence.DType).BroadcastTo(before.Shape), after)], [(now, sequence)], [after]);
        return Tensor.Concatenate([Scan.Stacked(scan, 0), Scan.Final(scan, 0).Reshape([1, .. before.Shape.Dimensions])], 0);
    }

    private static GradientCase Convolution(int[] filters, int channels, Func<Tensor, Tensor, Tensor> f) => new("Convolve", x => f(x[0], x[1]), random =>
    {
        // Each cell is moved both ways and all are computed again: in space some cells fewer show as much in a tenth of the time.
        (int least, int end) = filters.Length > 4 ? (1, 3) : (2, 5);
        return
        [
            Draw.Floats(random, [2, .. filters[..^2].Select(size => size + random.Next(least, end)), channels], -2, 2),
            Draw.Floats(random, [.. filters], -2, 2),
        ];
    });

    private static GradientCase Pool(string name, int axes, Func<Tensor, Tensor> f) =>
        new(
            name,
            x => f(x[0]),
            random => [Draw.Floats(random, [2, .. Enumerable.Range(0, axes).Select(_ => random.Next(3, 6)), 3], -2, 2)],
            Smooth: name == "AveragePool");

    private static IEnumerable<GradientCase> Windows() =>
    [
        Convolution([3, 2, 4], 2, (x, w) => x.Convolve(w)),
        Convolution([3, 2, 2], 2, (x, w) => x.Convolve(w, Padding.Causal, dilations: [2])),
        Convolution([3, 2, 2, 3], 2, (x, w) => x.Convolve(w, Padding.Same)),
        Convolution([3, 2, 2, 3], 2, (x, w) => x.Convolve(w, Padding.Same, [2])),
        Convolution([2, 3, 1, 4], 2, (x, w) => x.Convolve(w, Padding.Zeros(1, 2), [3, 2], groups: 2)),
        Convolution([2, 2, 1, 6], 3, (x, w) => x.Convolve(w, Padding.Same, dilations: [1, 2], groups: 3)),
        Convolution([2, 2, 2, 2, 2], 2, (x, w) => x.Convolve(w, Padding.Zeros(1), [1, 2, 1])),
        new(
            "ConvolveTransposed",
            x => x[0].ConvolveTransposed(x[1], [7, 5], strides: [2, 1]),
            random => [Draw.Floats(random, [2, 3, 3, 2], -2, 2), Draw.Floats(random, [3, 3, 4, 2], -2, 2)]),
        new(
            "ConvolveTransposed",
            x => x[0].ConvolveTransposed(x[1], [5], Padding.Same, [2]),
            random => [Draw.Floats(random, [2, 3, 2], -2, 2), Draw.Floats(random, [4, 3, 2], -2, 2)]),
        Pool("MaxPool", 1, x => x.MaxPool([2])),
        Pool("MaxPool", 2, x => x.MaxPool([3, 2], [1, 2], Padding.Same)),
        Pool("MinPool", 2, x => x.MinPool([2, 2])),
        Pool("AveragePool", 2, x => x.AveragePool([3], [2], Padding.Same)),
        Pool("AveragePool", 3, x => x.AveragePool([2])),
    ];
}
