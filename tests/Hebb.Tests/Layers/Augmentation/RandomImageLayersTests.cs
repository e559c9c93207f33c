using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

/// <summary>With bounds that leave no choice, random layers do what geometry says. Golden values: PyTorch 1.13, eng/golden/warps.py.</summary>
public sealed class RandomImageLayersTests
{
    private static readonly Tensor s_image = Tensor.Create<float>([.. Enumerable.Range(1, 9).Select(i => (float)i)], [1, 3, 3, 1]);

    public static TheoryData<Func<Layer>, double[]> Certain => new()
    {
        { () => new RandomRotation((0.25, 0.25)), [3, 6, 9, 2, 5, 8, 1, 4, 7] }, // a quarter turn counter-clockwise
        { () => new RandomRotation((0.5, 0.5)), [9, 8, 7, 6, 5, 4, 3, 2, 1] },
        { () => new RandomTranslation((1 / 3.0, 1 / 3.0), (0, 0)), [1, 2, 3, 1, 2, 3, 4, 5, 6] }, // one row down, mirrored
        { () => new RandomTranslation((1 / 3.0, 1 / 3.0), (0, 0)) { FillMode = FillMode.Wrap }, [7, 8, 9, 1, 2, 3, 4, 5, 6] },
        { () => new RandomTranslation((0, 0), (2 / 3.0, 2 / 3.0)) { FillMode = FillMode.Nearest }, [1, 1, 1, 4, 4, 4, 7, 7, 7] },
        { () => new RandomTranslation((0, 0), (2 / 3.0, 2 / 3.0)), [2, 1, 1, 5, 4, 4, 8, 7, 7] },
        { () => new RandomTranslation((0, 0), (-1 / 3.0, -1 / 3.0)) { FillMode = FillMode.Constant, FillValue = 7 }, [2, 3, 7, 5, 6, 7, 8, 9, 7] },
        { () => new RandomZoom((-0.5, -0.5)), [3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7] }, // half as much is seen: 5 ± 1.5 and ± 0.5
        { () => new RandomZoom((0, 0), (1, 1)) { FillMode = FillMode.Constant }, [0, 2, 0, 0, 5, 0, 0, 8, 0] },
        { () => new RandomContrast((0.5, 0.5)), [0, 0.5, 2, 3.5, 5, 6.5, 8, 9.5, 11] }, // (x − 5) · 1.5 + 5, not below 0
        { () => new RandomBrightness((0.02, 0.02)) { ValueRange = (0, 100) }, [3, 4, 5, 6, 7, 8, 9, 10, 11] },
        { () => new RandomCrop(3, 3), [1, 2, 3, 4, 5, 6, 7, 8, 9] },
    };

    [Theory, MemberData(nameof(Certain))]
    public void What_is_certain_is_done(Func<Layer> make, double[] expected)
    {
        Near.Equal(expected, make().Apply(s_image, training: true), 1e-5);
        if (make() is not RandomCrop) { Assert.Equal(s_image.ToDoubles(), make().Apply(s_image).ToDoubles()); }
    }

    public static TheoryData<Func<Layer>, double[]> Warps => new()
    {
        {
            () => new RandomRotation((0.1, 0.1)),
            [6.11981833, 4.26689298, 6.72959637, 4.63669558, 2.3423953, 3.82919692, 7.17080308, 1.73750864, 5.5640347, 4.27040363, 6.73310702, 3.49703904]
        },
        {
            () => new RandomRotation((0.1, 0.1)) { FillMode = FillMode.Constant },
            [1.89289119, 3.82778864, 6.72959637, 3.23960939, 2.3423953, 3.82919692, 7.17080308, 1.73750864, 3.88753126, 4.27040363, 6.04020553, 1.08165211]
        },
        {
            () => new RandomRotation((-0.35, -0.35)) { FillMode = FillMode.Constant },
            [1.13438779, 7.84917399, 4.29580651, 1.81734206, 1.94517835, 6.45179992, 4.54820008, 3.40406211, 1.51445172, 6.70419349, 3.15082601, 1.05119403]
        },
        { () => new RandomRotation((0.1, 0.1)) { Interpolation = Interpolation.Nearest }, [7, 3, 3, 5, 0, 2, 9, 0, 6, 8, 8, 4] },
        { () => new RandomZoom((0.4, 0.4), (-0.3, -0.3)), [3.15, 6.4, 3.6, 6.85, 4.2, 3.05, 7.95, 6.8, 4.15, 7.4, 4.6, 1.8] },
        {
            () => new RandomZoom((0.4, 0.4), (-0.3, -0.3)) { FillMode = FillMode.Constant },
            [1.89, 3.84, 2.16, 4.11, 4.2, 3.05, 7.95, 6.8, 2.49, 4.44, 2.76, 1.08]
        },
        { () => new RandomTranslation((0.3, 0.3), (-0.4, -0.4)), [4.6, 7.2, 10, 5.8, 4.76, 7.14, 9.5, 5.96, 6.14, 6.1, 4.5, 6.9] },
        {
            () => new RandomTranslation((0.3, 0.3), (-0.4, -0.4)) { FillMode = FillMode.Nearest }, [4.6, 7.2, 10, 10, 4.76, 7.14, 9.5, 9.5, 6.14, 6.1, 4.5, 4.5]
        },
        { () => new RandomTranslation((0.3, 0.3), (-0.4, -0.4)) { FillMode = FillMode.Constant }, [0.46, 0.72, 0.4, 0, 4.76, 7.14, 3.8, 0, 6.14, 6.1, 1.8, 0] },
    };

    [Theory, MemberData(nameof(Warps))]
    public void Pixels_between_pixels_are_what_pytorch_computes(Func<Layer> make, double[] expected) =>
        Near.Equal(expected, make().Apply(Tensor.Create<float>([.. Enumerable.Range(0, 12).Select(i => i * 7f % 11)], [1, 3, 4, 1]), training: true), 1e-5);

    [Fact]
    public void Images_are_mirrored_each_by_its_own_chance()
    {
        Tensor batch = s_image.BroadcastTo([400, 3, 3, 1]);
        double[] y = new RandomFlip(FlipMode.Horizontal).Apply(batch, training: true).ToDoubles();
        int mirrored = 0;
        for (int i = 0; i < y.Length; i += 9)
        {
            Assert.Equal(y[i] == 3 ? [3, 2, 1, 6, 5, 4, 9, 8, 7] : [1, 2, 3, 4, 5, 6, 7, 8, 9], y[i..(i + 9)]);
            mirrored += y[i] == 3 ? 1 : 0;
        }

        Assert.InRange(mirrored, 150, 250); // 200 ± 5 standard deviations
        double[] both = new RandomFlip().Apply(batch, training: true).ToDoubles();
        Assert.Equal([1, 3, 7, 9], Enumerable.Range(0, 400).Select(image => both[image * 9]).Distinct().Order());
    }

    [Fact]
    public void Parts_come_from_everywhere()
    {
        double[] y = new RandomCrop(2, 2).Apply(s_image.BroadcastTo([200, 3, 3, 1]), training: true).ToDoubles();
        for (int i = 0; i < y.Length; i += 4) { Assert.Equal([y[i], y[i] + 1, y[i] + 3, y[i] + 4], y[i..(i + 4)]); }
        Assert.Equal([1, 2, 4, 5], Enumerable.Range(0, 200).Select(image => y[image * 4]).Distinct().Order());
        Assert.Equal(new Resizing(2, 2).Apply(s_image).ToDoubles(), new RandomCrop(2, 2).Apply(s_image).ToDoubles());
    }

    [Fact]
    public void An_image_that_is_not_larger_than_the_part_is_cut_around_the_middle_and_resized()
    {
        // Keras 3.15.1, training=True, of 8 × 6 pixels 0, 1, 2, …
        Tensor image = Tensor.Create([.. Enumerable.Range(0, 48).Select(i => (float)i)], [1, 8, 6, 1]);
        double[] Rows(int height, int width, int count) => [.. new RandomCrop(height, width).Apply(image, training: true).ToDoubles().Take(count)];
        Near.Equal([1, 2, 3, 4, 5.2, 6.2, 7.2, 8.2, 10, 11, 12, 13], Rows(10, 4, 12), 1e-5);
        Near.Equal([1, 2, 3, 7, 8, 9], Rows(8, 3, 6), 1e-5);
        Near.Equal([.. Enumerable.Range(12, 12).Select(i => (double)i)], Rows(4, 6, 12), 1e-5);
    }

    [Fact]
    public void A_rectangle_of_the_right_size_is_erased()
    {
        Tensor y = new RandomErasing(0.5) { Scale = (0.25, 0.25), FillValue = 0 }.Apply(Tensor.Ones([300, 20, 20, 1]), training: true);
        double[] erased = y.ToDoubles().Chunk(400).Select(image => (double)image.Count(pixel => pixel == 0)).ToArray();
        Assert.InRange(erased.Count(count => count > 0), 107, 193); // 150 ± 5 standard deviations
        Assert.Equal([0, 100], erased.Distinct().Order()); // 10 × 10 of 20 × 20, never cut by an edge
        double[] noise = new RandomErasing { ValueRange = (5, 6) }.Apply(Tensor.Ones([9, 8, 8, 1]), training: true).ToDoubles();
        Assert.Contains(noise, pixel => pixel > 1);
        Assert.All(noise, pixel => Assert.True(pixel == 1 || pixel is >= 5 and <= 6));
    }

    [Fact]
    public void Bounds_are_checked()
    {
        Assert.Contains(
            "bounds in order between -1 and 1",
            Assert.Throws<ArgumentOutOfRangeException>(() => new RandomRotation((0.3, 0.2))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "expects images of shape (batch, height, width, channels)",
            Assert.Throws<ShapeException>(() => new RandomFlip().Apply(Tensor.Ones([2, 3]), training: true)).Message,
            StringComparison.Ordinal);
    }
}
