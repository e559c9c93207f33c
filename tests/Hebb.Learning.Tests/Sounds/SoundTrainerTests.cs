using Hebb.Data;
using Hebb.Data.Images;
using Hebb.Data.Sounds;
using Hebb.Data.Synthetic;
using Hebb.Learning.Sounds;
using Hebb.Learning.Training;

namespace Hebb.Learning.Tests.Sounds;

public sealed class SoundTrainerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-sounds-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [Trait("Speed", "Slow")]
    public void Tones_are_told_apart_and_a_saved_model_answers_with_the_same_bits()
    {
        string tones = Tones(120), saved = Path.Combine(_folder, "m");
        SoundDataset sounds = SoundDataset.FromDirectory(tones);
        TrainedNetwork trained = SoundTrainer.Train(sounds, new() { Epochs = 12, BatchSize = 8 });
        Assert.True(trained.Metrics["accuracy"] > 0.6, $"{trained.Metrics["accuracy"]}");
        Assert.Equal(0.2, trained.Baseline["accuracy"], 0.05);
        trained.Save(saved);
        SoundModel loaded = SoundModel.Load(saved);
        Assert.Equal((8000, 0.5), (loaded.SampleRate, loaded.Seconds));
        Assert.Equal(((SoundModel)trained.Trained).Predict(sounds.Sounds).Outputs, loaded.Predict(sounds.Sounds).Outputs);
        Assert.Equal(loaded.Predict(sounds.Sounds)[4], loaded.Predict(sounds.Names[4])[0]);
        Assert.Equal(120, loaded.Judge(sounds).Rows);

        // What comes after the end is not heard, and silence after it is what a shorter sound has.
        Sound first = sounds.Sounds[0];
        Assert.Equal(loaded.Predict(first).Outputs, loaded.Predict(new Sound(8000, 1, [.. first.Samples, .. Enumerable.Repeat(0.5f, 900)])).Outputs);
        Assert.Equal(loaded.Predict(first.WithLength(1000).WithLength(4000)).Outputs, loaded.Predict(first.WithLength(1000)).Outputs);
        Assert.Contains("44100 Hz", Assert.Throws<DataException>(() => loaded.Predict(new Sound(44100, 1, [0, 1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_files_other_rates_and_lonely_folders_are_refused()
    {
        string tones = Tones(10);
        string first = Directory.EnumerateFiles(Path.Combine(tones, "sine")).Order().First();
        File.WriteAllText(first, "no sound");
        Assert.Contains("RIFF", Assert.Throws<DataException>(() => SoundDataset.FromDirectory(tones)).Message, StringComparison.Ordinal);
        SoundDataset rest = SoundDataset.FromDirectory(tones, BadFiles.Skip);
        Assert.Equal((9, first), (rest.Count, Assert.Single(rest.Bad).Path));
        Assert.Contains(
            "There are 9 sounds; 1 file could not be read and was left out. Expected at least 10",
            Assert.Throws<DataException>(() => SoundTrainer.Prepare(rest)).Message, StringComparison.Ordinal);
        new Sound(16000, 1, new float[100]).Save(first);
        Assert.Contains("Resample all to one rate", Assert.Throws<DataException>(() => SoundDataset.FromDirectory(tones)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "at least two folders",
            Assert.Throws<DataException>(() => SoundDataset.FromDirectory(Path.Combine(tones, "sine"))).Message,
            StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => SoundDataset.FromDirectory(Path.Combine(_folder, "nowhere")));
    }

    [Fact]
    public void Equal_sounds_are_kept_in_one_part()
    {
        string tones = Tones(60);
        foreach (string file in Directory.GetFiles(tones, "*.wav", SearchOption.AllDirectories)) { File.Copy(file, Path.ChangeExtension(file, ".again.wav")); }
        SoundRecipe recipe = SoundTrainer.Prepare(SoundDataset.FromDirectory(tones));
        Assert.Contains(recipe.Decisions, line => line.StartsWith("duplicates: 60 sounds equal others", StringComparison.Ordinal));
        Assert.Equal(24, recipe.Sizes.HeldOut);
        Assert.All(recipe.HeldOutUnits!.CountBy(unit => unit), unit => Assert.Equal(2, unit.Value));
    }

    private string Tones(int count)
    {
        string folder = Path.Combine(_folder, "tones");
        int i = 0;
        foreach ((Sound sound, int label) in SyntheticTones.Make(count))
        {
            string at = Path.Combine(folder, SyntheticTones.Classes[label]);
            Directory.CreateDirectory(at);
            sound.Save(Path.Combine(at, $"{i++:000}.wav"));
        }

        return folder;
    }
}
