using Hebb.Data;

namespace Hebb.Cli;

/// <summary>Answers for image files, and for all images in folders.</summary>
internal static class ImagePrediction
{
    /// <summary>Files decoded at a time.</summary>
    private const int Block = 64;

    /// <summary>Predicts and writes a row for each file.</summary>
    public static int Run(ImageModel model, IReadOnlyList<string> inputs, string? output, bool skipBad, Terminal terminal)
    {
        if (inputs.Count == 0) { throw new UsageException("Name image files, or folders with images."); }
        string[] files = [.. inputs.SelectMany(Files)];
        List<string> names = [];
        List<Predictions> answers = [];
        int skipped = 0;
        foreach (string[] block in files.Chunk(Block))
        {
            Image?[] images = new Image?[block.Length];
            DataException?[] wrong = new DataException?[block.Length];
            Parallel.For(0, block.Length, new ParallelOptions { MaxDegreeOfParallelism = Compute.Threads }, i =>
            {
                try
                {
                    images[i] = Image.Load(block[i]);
                }
                catch (DataException error)
                {
                    wrong[i] = error;
                }
            });
            foreach (DataException error in wrong.OfType<DataException>())
            {
                if (!skipBad) { throw ImageChoices.Refused(error); }
                terminal.Error.WriteLine($"hebb: skipped: {error.Message}");
                skipped++;
            }

            names.AddRange(block.Where((_, i) => images[i] is not null));
            answers.Add(model.Predict([.. images.OfType<Image>()]));
        }

        if (names.Count == 0) { throw new DataException($"None of the {files.Length} images can be read."); }
        if (output is null && files is [_] && inputs is [var only] && only == files[0]) { terminal.Output.WriteLine(FileAnswers.Text(answers[0])); }
        else { TableOutput.Write(FileAnswers.ToTable(names, answers), output, terminal); }
        return skipped > 0 ? ExitCode.Skipped : ExitCode.Success;
    }

    private static IEnumerable<string> Files(string path)
    {
        if (Directory.Exists(path))
        {
            string[] found = [.. ImageFiles.In(path)];
            return found.Length > 0 ? found : throw new DataException("There are no images in this folder.", path);
        }

        return File.Exists(path) ? [path] : throw new FileNotFoundException($"There is no file or folder '{path}'. Check the name.", path);
    }
}
