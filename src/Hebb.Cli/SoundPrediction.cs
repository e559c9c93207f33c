using Hebb.Data;

namespace Hebb.Cli;

/// <summary>Answers for WAV files, and for all of them in folders.</summary>
internal static class SoundPrediction
{
    /// <summary>Predicts and writes a row for each file.</summary>
    public static int Run(SoundModel model, IReadOnlyList<string> inputs, string? output, bool skipBad, Terminal terminal)
    {
        if (inputs.Count == 0) { throw new UsageException("Name WAV files, or folders with WAV files."); }
        string[] files = [.. inputs.SelectMany(Files)];
        List<string> names = [];
        List<Predictions> answers = [];
        foreach (string file in files)
        {
            try
            {
                answers.Add(Answer(model, file));
                names.Add(file);
            }
            catch (DataException error)
            {
                if (!skipBad) { throw ImageChoices.Refused(error); }
                terminal.Error.WriteLine($"hebb: skipped: {error.Message}");
            }
        }

        if (names.Count == 0) { throw new DataException($"None of the {files.Length} sounds can be read."); }
        if (output is null && files is [_] && inputs is [var only] && only == files[0]) { terminal.Output.WriteLine(FileAnswers.Text(answers[0])); }
        else { TableOutput.Write(FileAnswers.ToTable(names, answers), output, terminal); }
        return names.Count < files.Length ? ExitCode.Skipped : ExitCode.Success;
    }

    private static Predictions Answer(SoundModel model, string file)
    {
        Sound sound = Sound.Load(file);
        return sound.SampleRate == model.SampleRate ? model.Predict(sound)
            : throw new DataException($"The sound has {sound.SampleRate} Hz, those of the training {model.SampleRate} Hz. Bring it to that rate.", file);
    }

    private static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path)) { return File.Exists(path) ? [path] : throw new FileNotFoundException($"There is no file or folder '{path}'. Check the name.", path); }
        string[] found = [.. SoundDataset.In(path), .. Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal).SelectMany(SoundDataset.In)];
        return found.Length > 0 ? found : throw new DataException("There are no WAV files in this folder.", path);
    }
}
