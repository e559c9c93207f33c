using Hebb.Activations;
using Hebb.Data.Images;
using Hebb.Data.Sounds;
using Hebb.Data.Synthetic;
using Hebb.Data.Tables;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Optimizers;

namespace Hebb.Data.Tests.Synthetic;

/// <summary>Labels and values are recomputed here from the rules that the documentation of each set states.</summary>
public sealed class SyntheticSequencesTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("hebb-made-").FullName, "set");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void A_sentence_means_what_its_last_part_says()
    {
        Table table = SyntheticTables.Sentences(2000);
        string[] bad = ["dull", "awful", "boring", "weak", "clumsy", "silly", "tedious", "ugly"];
        int but = 0;
        for (int row = 0; row < table.Rows; row++)
        {
            string text = table.Text("text")[row]!, last = text.Split(" but ")[^1];
            string[] words = last.TrimEnd('.').Split(' ');
            bool isGood = !bad.Contains(words[^1]) ^ (words.Contains("not") || words.Contains("never"));
            Assert.Equal(isGood ? "positive" : "negative", table.Text("sentiment")[row]);
            Assert.True(char.IsUpper(text[0]) && text[^1] == '.');
            but += last.Length < text.Length ? 1 : 0;
        }

        Assert.InRange(but, 500, 700);
        Assert.InRange(table.Text("sentiment").Values.ToArray().Count(label => label == "positive"), 900, 1100);
        Assert.Contains("at most 1", Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticTables.Sentences(noise: 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_load_follows_its_formula()
    {
        Table table = SyntheticTables.Waves(500, noise: 0);
        ReadOnlySpan<double> temperature = table.Number("temperature").Values, load = table.Number("load").Values;
        for (int i = 2; i < 500; i++)
        {
            double expected = 50 + (10 * Math.Sin(2 * Math.PI * i / 24)) + (5 * Math.Sin(2 * Math.PI * i / 168)) - (0.8 * temperature[i - 2]);
            Assert.Equal(expected, load[i], 1e-9);
        }
    }

    [Fact]
    public void Digits_are_folders_of_pictures_that_can_be_told_apart()
    {
        SyntheticFolder.Find("digits")!.Write(_folder, 600, seed: 3);
        ImageDataset images = ImageDataset.FromDirectory(_folder);
        Assert.Equal(Enumerable.Range(0, 10).Select(digit => $"{digit}"), images.Classes);
        Assert.Equal([28, 28, 1], images.ImageShape.ToArray());
        (ImageDataset train, ImageDataset test) = images.Split(0.2, seed: 1);
        Sequential model = new([new Flatten(), new Dense(32, Activation.Relu), new Dense(10, Activation.Softmax)]) { Seed = 1 };
        model.Compile(new Adam(0.003), Loss.SparseCategoricalCrossentropy, [Metric.Accuracy]);
        model.Fit(train.Load(), new() { Epochs = 20 });
        Assert.InRange(model.Evaluate(test.Load())["accuracy"], 0.8, 1);
        Assert.Equal([_folder], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_folder)!));
        Assert.Contains("not empty", Assert.Throws<IOException>(() => SyntheticFolder.Find("digits")!.Write(_folder, 10)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Digits_as_a_pair_are_those_of_the_folders()
    {
        SyntheticFolder.Find("digits")!.WriteIdx(_folder, 25, seed: 4);
        ImageDataset pair = ImageDataset.FromIdx(Path.Combine(_folder, "images-idx3-ubyte.gz"), Path.Combine(_folder, "labels-idx1-ubyte.gz"));
        (Image Picture, int Label)[] made = [.. SyntheticDigits.Make(30, seed: 4)];
        Assert.Equal(made.Take(25).Select(item => item.Label), pair.Labels);
        for (int i = 0; i < 25; i++) { Assert.Equal(made[i].Picture.Pixels.ToArray(), pair.Read(i).Pixels.ToArray()); }
        Assert.NotEqual(made[0].Picture.Pixels.ToArray(), SyntheticDigits.Make(1, seed: 5).Single().Picture.Pixels.ToArray());
        Assert.Throws<NotSupportedException>(() => SyntheticFolder.Find("tones")!.WriteIdx(_folder + "2"));
    }

    [Fact]
    public void Tones_sound_as_their_folders_say()
    {
        SyntheticFolder.Find("TONES")!.Write(_folder, 50, noise: 0, seed: 2);
        Assert.Equal(SyntheticTones.Classes, Directory.EnumerateDirectories(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (string path in Directory.EnumerateFiles(_folder, "*.wav", SearchOption.AllDirectories))
        {
            Sound sound = Sound.Load(path);
            Assert.Equal((8000, 1, 4000), (sound.SampleRate, sound.Channels, sound.Length));
            int early = Crossings(sound, 0, 2000), late = Crossings(sound, 2000, 4000);
            double loudest = sound.Samples.ToArray().Max(), mean = sound.Samples.ToArray().Average(value => Math.Abs(value)) / loudest;
            (double lowest, double highest, double shape) = Path.GetFileName(Path.GetDirectoryName(path)) switch
            {
                // A glide of an octave crosses zero √2 times as often in the faster half; the mean height of a wave tells its shape.
                "rising" => (1.3, 1.55, 2 / Math.PI),
                "falling" => (1 / 1.55, 1 / 1.3, 2 / Math.PI),
                "sawtooth" => (0.95, 1.05, 0.5),
                "sine" => (0.95, 1.05, 2 / Math.PI),
                _ => (0.95, 1.05, 1),
            };
            Assert.InRange((double)late / early, lowest, highest);
            Assert.Equal(shape, mean, 0.05);
        }
    }

    private static int Crossings(Sound sound, int from, int to) =>
        Enumerable.Range(from + 1, to - from - 1).Count(i => sound.Samples[i] >= 0 != sound.Samples[i - 1] >= 0);
}
