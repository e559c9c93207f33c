using Hebb.Data.Tables;
using Hebb.Ops;

namespace Hebb.Data.Synthetic;

public static partial class SyntheticTables
{
    /// <summary>A series of hours: <c>hour</c>, <c>temperature</c>, <c>wind</c> and <c>load</c>, the last to be predicted.</summary>
    /// <remarks>
    /// The temperature is a wave of a day and one of 30 days with noise that fades (0.8 of it is left each hour); the wind fades likewise around 5; the load is
    /// 50 + 10 sin(2π hour/24) + 5 sin(2π hour/168) − 0.8 · temperature two hours before, with noise.
    /// </remarks>
    /// <param name="rows">The number of hours.</param>
    /// <param name="noise">The deviation of the noise of the load. Default: 1.</param>
    /// <param name="seed">Equal seeds give equal series.</param>
    public static Table Waves(int rows = 2000, double noise = 1, long seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        if (!(noise >= 0)) { throw new ArgumentOutOfRangeException(nameof(noise), noise, "The noise is at least 0."); }
        var random = new SplitMix64((ulong)seed);
        double[] hours = new double[rows], temperatures = new double[rows], winds = new double[rows], loads = new double[rows];
        double warmth = 0, gust = 0;
        for (int i = 0; i < rows; i++)
        {
            double day = Math.Sin(2 * Math.PI * i / 24), month = Math.Sin(2 * Math.PI * i / 720), week = Math.Sin(2 * Math.PI * i / 168);
            (warmth, gust) = ((0.8 * warmth) + (0.5 * random.NextNormal()), (0.9 * gust) + (0.5 * random.NextNormal()));
            (hours[i], temperatures[i], winds[i]) = (i, 10 + (6 * day) + (4 * month) + warmth, 5 + gust);
            loads[i] = 50 + (10 * day) + (5 * week) - (0.8 * temperatures[Math.Max(0, i - 2)]) + (noise * random.NextNormal());
        }

        return new Table(
            new NumberColumn("hour", hours), new NumberColumn("temperature", temperatures), new NumberColumn("wind", winds), new NumberColumn("load", loads));
    }

    /// <summary>Sentences of a small grammar: <c>text</c> and <c>sentiment</c>, positive or negative.</summary>
    /// <remarks>
    /// A sentence says something about a thing with a good or a bad word. "not" and "never" turn its sense round, and of two parts joined by "but" the second
    /// counts: words alone do not tell, their order does.
    /// </remarks>
    /// <param name="rows">The number of sentences.</param>
    /// <param name="noise">The share of labels drawn by lot. Default: 0.</param>
    /// <param name="seed">Equal seeds give equal sentences.</param>
    public static Table Sentences(int rows = 2000, double noise = 0, long seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        if (!(noise is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(noise), noise, "The share of labels drawn by lot is at least 0 and at most 1.");
        }

        var random = new SplitMix64((ulong)seed);
        string[] texts = new string[rows], labels = new string[rows];
        for (int i = 0; i < rows; i++)
        {
            (string text, bool isGood) = Clause(ref random);
            if (random.NextDouble() < 0.3)
            {
                (string second, isGood) = Clause(ref random);
                text += ", but " + second;
            }

            bool isLot = random.NextDouble() < noise, lot = random.NextDouble() < 0.5;
            texts[i] = char.ToUpperInvariant(text[0]) + text[1..] + ".";
            labels[i] = (isLot ? lot : isGood) ? "positive" : "negative";
        }

        return new Table(new TextColumn("text", texts), new TextColumn("sentiment", labels));
    }

    private static (string Text, bool IsGood) Clause(ref SplitMix64 random)
    {
        string[] things = ["film", "story", "music", "actor", "ending", "camera", "dialogue", "scene", "director", "plot"];
        string[] good = ["great", "moving", "funny", "brilliant", "charming", "gripping", "clever", "beautiful"];
        string[] bad = ["dull", "awful", "boring", "weak", "clumsy", "silly", "tedious", "ugly"];
        string[] degrees = ["", "very ", "really ", "quite ", "truly "];
        string[] openings = ["the", "this", "its", "the whole", "that"];
        bool isGood = random.Below(2) == 0, isTurned = random.Below(3) == 0;
        string thing = Pick(things, ref random), word = Pick(isGood ? good : bad, ref random), degree = Pick(degrees, ref random),
            opening = Pick(openings, ref random);
        string verb = random.Below(2) == 0 ? "is" : "was";
        string turn = isTurned ? (random.Below(2) == 0 ? "not " : "never ") : "";
        return ($"{opening} {thing} {verb} {turn}{degree}{word}", isGood != isTurned);
    }

    private static string Pick(string[] words, ref SplitMix64 random) => words[random.Below(words.Length)];
}
