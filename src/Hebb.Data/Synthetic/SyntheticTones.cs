using Hebb.Data.Sounds;
using Hebb.Ops;

namespace Hebb.Data.Synthetic;

/// <summary>Sounds to try things on: half a second at 8000 Hz of one of five kinds, at a random pitch, loudness and phase, with noise.</summary>
public static class SyntheticTones
{
    /// <summary>Moments a second.</summary>
    public const int SampleRate = 8000;

    /// <summary>Moments of a sound.</summary>
    public const int Length = 4000;

    /// <summary>The kinds: a falling and a rising pitch, a sawtooth, a sine and a square wave.</summary>
    public static IReadOnlyList<string> Classes { get; } = ["falling", "rising", "sawtooth", "sine", "square"];

    /// <summary>Sounds and their labels, classes in turn; fewer are the first of more.</summary>
    /// <param name="count">The number of sounds.</param>
    /// <param name="noise">The deviation of the noise, where 1 is the loudest. Default: 0.05.</param>
    /// <param name="seed">Equal seeds give equal sounds.</param>
    public static IEnumerable<(Sound Sound, int Label)> Make(int count, double noise = 0.05, long seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!(noise >= 0)) { throw new ArgumentOutOfRangeException(nameof(noise), noise, "The noise is at least 0."); }
        return Enumerable.Range(0, count).Select(i =>
        {
            SplitMix64 random = SplitMix64.Of(seed, i);
            random = new SplitMix64(random.Next());
            return (Play(Classes[i % Classes.Count], noise, ref random), i % Classes.Count);
        });
    }

    private static Sound Play(string kind, double noise, ref SplitMix64 random)
    {
        // Pitches are even on the scale of ears, from 200 to 800 Hz; a glide covers one octave.
        double pitch = 200 * Math.Pow(4, random.NextDouble()), loudness = random.Between(0.3, 0.8), turns = random.NextDouble();
        float[] samples = new float[Length];
        for (int i = 0; i < samples.Length; i++)
        {
            double part = turns - Math.Floor(turns);
            double wave = kind switch { "sawtooth" => (2 * part) - 1, "square" => part < 0.5 ? 1 : -1, _ => Math.Sin(2 * Math.PI * part) };
            samples[i] = (float)Math.Clamp((loudness * wave) + (noise > 0 ? noise * random.NextNormal() : 0), -1, 1);
            double along = (double)i / Length;
            turns += pitch * Math.Pow(2, kind switch { "rising" => along, "falling" => -along, _ => 0 }) / SampleRate;
        }

        return new Sound(SampleRate, 1, samples);
    }
}
