using Hebb.Activations;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Benchmarks;

/// <summary>The workloads on images.</summary>
internal static class ImageWorkloads
{
    /// <summary>W3: 28×28×1, two convolutions with pools, dropout, softmax; Adam, batch 128.</summary>
    public static IEnumerable<Measurement> Convnet(int threads)
    {
        Sequential model = new([
            new Conv2D(32, 3, Activation.Relu), new MaxPooling2D(2), new Conv2D(64, 3, Activation.Relu), new MaxPooling2D(2),
            new Flatten(), new Dropout(0.5), new Dense(10, Activation.Softmax)]);
        model.Compile(new Adam(0.001), Loss.SparseCategoricalCrossentropy);
        return Steps("W3", threads, model, 128, [28, 28, 1], 8);
    }

    /// <summary>W4: ResNet-20 on 32×32×3; SGD with momentum, batch 64.</summary>
    public static IEnumerable<Measurement> ResNet20(int threads)
    {
        Node x = new Hebb.Layers.Input([32, 32, 3]), y = Unit(x, 16, 3, 1, relu: true);
        foreach (int filters in new[] { 16, 32, 64 })
        {
            for (int block = 0; block < 3; block++)
            {
                int stride = filters > 16 && block == 0 ? 2 : 1;
                Node inner = Unit(Unit(y, filters, 3, stride, relu: true), filters, 3, 1, relu: false);
                Node shortcut = stride == 1 ? y : Unit(y, filters, 1, stride, relu: false);
                y = new ActivationLayer(Activation.Relu).Apply(new Add().Apply([inner, shortcut]));
            }
        }

        Model model = new([x], [new Dense(10, Activation.Softmax).Apply(new GlobalAveragePooling2D().Apply(y))]);
        model.Compile(new SGD(0.1, momentum: 0.9), Loss.SparseCategoricalCrossentropy);
        return Steps("W4", threads, model, 64, [32, 32, 3], 4);
    }

    private static Node Unit(Node x, int filters, int size, int stride, bool relu)
    {
        Node y = new BatchNormalization().Apply(new Conv2D(filters, size, useBias: false) { Strides = stride, Padding = Padding.Same }.Apply(x));
        return relu ? new ActivationLayer(Activation.Relu).Apply(y) : y;
    }

    private static IEnumerable<Measurement> Steps(string name, int threads, Model model, int rows, Shape image, int batches)
    {
        Tensor[] xs = [.. Enumerable.Range(0, batches).Select(i => Workloads.Random([rows, .. image.ToArray()], i))];
        Tensor[] ys = [.. Enumerable.Range(0, batches).Select(i => ((Workloads.Random([rows], i + 50) + 1.7) * 2.9).Cast(DType.Int32))];
        int next = 0;
        yield return Measurement.Of(name, "train step", threads, () =>
        {
            model.TrainOnBatch(xs[next % batches], ys[next % batches]);
            next++;
        }, seconds: 0.5, repetitions: 7);
        if (Environment.GetEnvironmentVariable("HEBB_LISTING") == "1") { Console.WriteLine(model.DescribeTraining(xs[0], ys[0], 10)); }
    }
}
