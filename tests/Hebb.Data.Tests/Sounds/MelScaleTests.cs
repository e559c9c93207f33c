using Hebb.Data.Sounds;
using Hebb.Ops;

namespace Hebb.Data.Tests.Sounds;

public sealed class MelScaleTests
{
    [Fact]
    public void The_transform_is_the_sum_that_defines_it()
    {
        SplitMix64 random = new(3);
        double[] real = new double[32], imaginary = new double[32];
        for (int i = 0; i < 32; i++) { (real[i], imaginary[i]) = (random.NextNormal(), random.NextNormal()); }
        (double[] a, double[] b) = ([.. real], [.. imaginary]);
        Fourier.Transform(a, b);
        for (int k = 0; k < 32; k++)
        {
            (double x, double y) = (0, 0);
            for (int n = 0; n < 32; n++)
            {
                (double sine, double cosine) = Math.SinCos(-2 * Math.PI * k * n / 32);
                x += (real[n] * cosine) - (imaginary[n] * sine);
                y += (real[n] * sine) + (imaginary[n] * cosine);
            }

            Assert.Equal(x, a[k], 1e-9);
            Assert.Equal(y, b[k], 1e-9);
        }
    }

    /// <summary>Band i of 40 up to 4000 Hz has its middle at (i + 1) / 41 of the mel of 4000 Hz.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(1000)]
    [InlineData(2500)]
    public void A_tone_is_loudest_in_its_band(double hertz)
    {
        MelScale scale = new(8000, 256, 128, 40);
        float[] tone = [.. Enumerable.Range(0, 1024).Select(i => (float)Math.Sin(2 * Math.PI * hertz * i / 8000))];
        float[] picture = new float[scale.Frames(1024) * 40];
        scale.Write(tone, 1024, picture);
        double place = Math.Log10(1 + (hertz / 700)) / Math.Log10(1 + (4000 / 700.0)) * 41;
        Assert.Equal(7, scale.Frames(1024));
        for (int frame = 0; frame < 7; frame++)
        {
            float[] own = picture[(frame * 40)..((frame + 1) * 40)];
            Assert.InRange(Array.IndexOf(own, own.Max()) + 1, place - 1, place + 1);
        }
    }

    [Fact]
    public void What_a_sound_does_not_have_is_silence()
    {
        MelScale scale = new(8000, 256, 128, 40);
        float[] picture = new float[scale.Frames(1024) * 40];
        scale.Write([], 1024, picture);
        Assert.All(picture, value => Assert.Equal(Math.Log(1e-8), value, 1e-4));
        Assert.Equal(1, scale.Frames(10));
    }

    /// <summary>An impulse has the same power at all frequencies: the window's square there, 1 in the middle of the frame, by 1/256.</summary>
    [Fact]
    public void An_impulse_has_the_power_of_the_bands_weights()
    {
        MelScale scale = new(8000, 256, 128, 1);
        float[] impulse = new float[256], picture = new float[1];
        impulse[128] = 1;
        scale.Write(impulse, 256, picture);

        // One triangle from 0 to 4000 Hz, highest at half the mel of 4000 Hz.
        double middle = 700 * (Math.Pow(10, Math.Log10(1 + (4000 / 700.0)) / 2) - 1) * 256 / 8000;
        double weights = Enumerable.Range(0, 129).Sum(bin => Math.Max(0, Math.Min(bin / middle, (128 - bin) / (128 - middle))));
        Assert.Equal(Math.Log(weights / 256), picture[0], 1e-5);
    }
}
