using Hebb.Activations;
using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Hebb.Tests.Layers;
using Hebb.Tests.Ops;

namespace Hebb.Tests.Graphs;

/// <summary>The seam between graphs and devices: everything there is runs on a second device as well, and gives what the processor gives.</summary>
public sealed class DeviceTests
{
    private const double Tolerance = 2e-5;

    public static TheoryData<int, string> Ops => EveryOpTests.Cases;

    public static TheoryData<int, string> Layers => EveryLayerTests.Cases;

    [Theory, MemberData(nameof(Ops))]
    public void Every_op_and_its_gradient_run_on_another_device(int index, string name)
    {
        GradientCase entry = EveryOp.Cases[index];
        for (int seed = 0; seed < 5; seed++)
        {
            Tensor[] at = entry.Arguments(new Random(seed));
            Tensor[] With(Device device)
            {
                using Devices.Used used = Devices.Use(device);
                return new Function(x =>
                {
                    Tensor y = entry.Function(x);
                    return [y, .. Gradient.Of(Weighted(y), [.. x.Where(tensor => tensor.DType.IsFloat)])];
                }).Call(at);
            }

            Agree(With(Device.Current), With(new ReferenceDevice()), $"{name}, seed {seed}");
        }
    }

    [Theory, MemberData(nameof(Layers))]
    public void Every_layer_and_its_gradient_run_on_another_device(int index, string name)
    {
        (Func<Layer> make, Func<Random, Tensor[]> inputs) = EveryLayerTests.s_cases[index];
        for (int seed = 0; seed < 3; seed++)
        {
            Tensor[] at = inputs(new Random(seed));
            foreach (bool training in new[] { false, true })
            {
                Tensor[] With(Device device)
                {
                    using Devices.Used used = Devices.Use(device);
                    Layer layer = make();
                    layer.Claim(RandomKey.FromSeed(seed));
                    _ = layer.Apply(at);
                    Tensor[] results = new Function(x =>
                    {
                        Tensor y = layer.Apply(x, training);
                        Tensor[] variables = [.. layer.Parameters.Select(parameter => parameter.Value), .. x];
                        return [y, .. y.DType.IsFloat ? Gradient.Of(Weighted(y), [.. variables.Where(tensor => tensor.DType.IsFloat)]) : []];
                    }).Call(at);
                    Assert.All(layer.Parameters, parameter => Assert.Same(device, parameter.Device));
                    return [.. results, .. layer.Parameters.Select(parameter => parameter.Value)]; // with what the layer assigned
                }

                Agree(With(Device.Current), With(new ReferenceDevice()), $"{name}, seed {seed}, training {training}");
            }
        }
    }

    [Fact]
    public void A_model_trains_on_another_device_and_the_host_sends_its_numbers_once_a_step()
    {
        Random random = new(1);
        Tensor x = Draw.Floats(random, [8, 5]), y = Draw.Floats(random, [8, 2]);
        ReferenceDevice reference = new();
        Sequential With(Device device)
        {
            using Devices.Used used = Devices.Use(device);
            Layer[] layers = [new Hebb.Layers.Input([5]), new Dense(7, Activation.Tanh), new BatchNormalization(), new Dropout(0.2), new Dense(2)];
            Sequential model = new(layers) { Seed = 1 };
            model.Compile(new Adam(0.01) { UseEma = true, ClipNorm = 1 }, Loss.MeanSquaredError);
            model.TrainOnBatch(x, y);
            (int uploads, int writes) = (reference.StepUploads, reference.ParameterWrites);
            for (int step = 0; step < 4; step++) { model.TrainOnBatch(x, y); }
            if (device == reference) { Assert.Equal((uploads + 4, writes), (reference.StepUploads, reference.ParameterWrites)); }
            return model;
        }

        Sequential here = With(Device.Current), there = With(reference);
        Assert.All(there.Parameters, parameter => Assert.Same(reference, parameter.Device));
        Agree([.. here.Parameters.Select(parameter => parameter.Value)], [.. there.Parameters.Select(parameter => parameter.Value)], "weights");

        // Where a model runs is decided by where its weights are.
        Agree([here.Predict(x)], [there.Predict(x)], "predictions");
        Assert.Throws<InvalidOperationException>(() => new Function(() => here.Parameters[0].Value + there.Parameters[0].Value).Call());
    }

    [Fact]
    public void Reading_large_tensors_outside_of_functions_compiles_for_the_device_in_use()
    {
        ReferenceDevice device = new();
        Tensor x = Tensor.Range(5000);
        using (Devices.Use(device)) { Assert.Equal(2 * 4999, (x + x).AsSpan<float>()[4999]); }
        Assert.Equal(1, device.Compiled);
        Assert.NotSame(device, Device.Current);
        Assert.Equal(3 * 4999, (x + x + x).AsSpan<float>()[4999]);
        Assert.Equal(1, device.Compiled);
    }

    [Fact]
    public void A_number_of_the_host_is_read_but_not_assigned_by_a_function()
    {
        Parameter rate = Parameter.HostScalar("rate");
        rate.SetValues<float>([0.5f]);
        Assert.Equal(1, new Function(() => rate.Value * 2).Call()[0].Item());
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => new Function(() =>
        {
            rate.Assign(Tensor.Scalar(1));
            return rate.Value;
        }).Call());
        Assert.StartsWith("rate is set by the host", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Another weight for every element: the gradient of a mere sum is 0 for whatever is normalized.</summary>
    private static Tensor Weighted(Tensor y) => y * Tensor.Range(checked((int)y.Size), y.DType).Sin().Reshape(y.Shape);

    private static void Agree(IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual, string what)
    {
        Assert.Equal(expected.Count, actual.Count);

        // Of gradients that are 0 only the rounding is left: it is as large as that of the others.
        double least = 0.02 * expected.SelectMany(tensor => tensor.ToDoubles()).Where(double.IsFinite).Select(Math.Abs).Append(0.05).Max();
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal((expected[i].Shape, expected[i].DType), (actual[i].Shape, actual[i].DType));
            double[] want = expected[i].ToDoubles(), got = actual[i].ToDoubles();
            double scale = want.Where(double.IsFinite).Select(Math.Abs).Append(least).Max();
            for (int j = 0; j < want.Length; j++)
            {
                bool agree = want[j].Equals(got[j]) || Math.Abs(want[j] - got[j]) <= Tolerance * scale;
                Assert.True(agree, $"{what}: result {i}, element {j}: {got[j]} instead of {want[j]}");
            }
        }
    }
}
