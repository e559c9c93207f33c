using System.Globalization;
using Hebb.Callbacks;
using Hebb.Learning.Kinds;
using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Cli;

/// <summary>
/// What a training leaves behind: first the model, as soon as it is trained, then what is said about it. Whatever fails after the model is saved is told and
/// takes nothing along.
/// </summary>
internal sealed class AfterTraining(
    Terminal terminal, TerminalWriter writer, OutputFolder output, ResumableTraining? resumable, LearningKind kind, LearningSource source)
    : IProgress<TrainingProgress>
{
    private readonly Attempts _attempts = new();
    private readonly List<string> _notes = [];
    private bool _isSaved, _isHeld;

    /// <summary>Told about every part before it is made; a test makes one fail here.</summary>
    public static Action<string>? Begun
    {
        get => Attempts.Begun;
        set => Attempts.Begun = value;
    }

    /// <summary>Where progress is shown.</summary>
    public IProgress<TrainingProgress>? Shown { get; init; }

    /// <summary>What could not be worked out, with the reasons.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Tells about something that failed and ends nothing.</summary>
    public void Warn(string problem)
    {
        _notes.Add(problem);
        terminal.Error.WriteLine($"hebb: note: {problem}");
    }

    /// <summary>Does something that must not fail.</summary>
    public T Attempt<T>(string part, Func<T> make, T otherwise)
    {
        int before = _attempts.Notes.Count;
        T made = _attempts.Make(part, make, otherwise);
        foreach (string note in _attempts.Notes.Skip(before)) { Warn(note); }
        return made;
    }

    /// <summary>Follows a training: from the first epoch on, or of a stream the first batch, until the model is saved, the process does not end for a
    /// single signal.</summary>
    public void Report(TrainingProgress value)
    {
        if (!_isHeld && !_isSaved && (value.Completed is not null || source.IsStandardInput))
        {
            _isHeld = true;
            terminal.Unsaved.Wait(CancellationToken.None);
        }

        Shown?.Report(value);
    }

    /// <summary>Trains.</summary>
    /// <param name="plan">The training.</param>
    /// <param name="cancellation">Ends it after the current batch.</param>
    public LearningResult Train(LearningPlan plan, CancellationToken cancellation)
    {
        try
        {
            LearningResult trained = plan.Train(cancellation);
            if (!_isSaved && trained.HasLearned) { SaveAs((folder, overwrite) => trained.Save(folder, overwrite)); }
            if (!trained.WasCancelled) { resumable?.Delete(); }
            return trained;
        }
        catch (Exception error) when (_isSaved && error is not OperationCanceledException)
        {
            throw new IOException($"{error.Message} The model was saved before that: '{output.Name}'.", error);
        }
        catch (OtherTrainingException other) when (resumable is not null)
        {
            throw new IOException(
                $"'{resumable.Folder}' belongs to another training: {other.Difference}. Repeat the original command, or start over with --force.", other);
        }
        catch (Exception) when (resumable is { IsKept: true })
        {
            terminal.Error.WriteLine(Resume(resumable));
            throw;
        }
        finally
        {
            terminal.Live?.Clear();
            Release();
        }
    }

    /// <summary>Saves the model before it is judged; another one that turns out to be better replaces it.</summary>
    public void Save(FreshModel fresh) => SaveAs(fresh.Save);

    /// <summary>Says what the training came to, and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Tell(LearningResult trained, Doctor? doctor)
    {
        if (resumable?.Message is { } message) { writer.WriteLine(message); }
        if (!trained.HasLearned)
        {
            terminal.Error.WriteLine("hebb: stopped before the first epoch was complete, so there is no model to save.");
            if (resumable is { Exists: true }) { terminal.Error.WriteLine(Resume(resumable)); }
            return ExitCode.Cancelled;
        }

        bool isReported = !trained.Files.Contains("report.html") || SaveReport(trained, doctor);
        foreach (string note in trained.Notes) { Warn(note); }
        foreach (string line in Attempt("The result", () => trained.Lines, [])) { writer.WriteLine(line); }
        string after = trained.Duration is { } seconds ? string.Create(CultureInfo.InvariantCulture, $" after {seconds:F1} s") : "";
        string[] files = [.. trained.Files.Where(file => isReported || file != "report.html")];
        string? next = Attempt("The next command", () => NextCommand(trained), null);
        writer.WriteLine($"Saved {output.Name} ({string.Join(", ", files)}){after}.");
        if (next is not null) { writer.WriteUnbroken($"Next: hebb {next}"); }
        if (trained.WasCancelled)
        {
            if (resumable is { Exists: true }) { terminal.Error.WriteLine(Resume(resumable)); }
            return ExitCode.Cancelled;
        }

        return isReported && !output.IsElsewhere ? ExitCode.Success : ExitCode.Failure;
    }

    /// <summary>The next command as it can be pasted into a shell.</summary>
    private string? NextCommand(LearningResult trained) => kind.NextCommand(
        ShellWord.Of(output.Name), source is { IsStandardInput: false, Path: { } path } ? new(ShellWord.Of(path)) : source, trained.Target);

    private static string Resume(ResumableTraining resumable) =>
        $"hebb: the training so far is kept in {resumable.Folder}; continue with the same command and {ResumableTraining.Option.Name}.";

    private void SaveAs(Action<string, bool> save)
    {
        terminal.Live?.Clear();
        output.Save(save, terminal.Error);
        _isSaved = terminal.IsSaved = true;
        Release();
    }

    private void Release()
    {
        if (!_isHeld) { return; }
        _isHeld = false;
        terminal.Unsaved.Release();
    }

    private bool SaveReport(LearningResult trained, Doctor? doctor)
    {
        string page = Path.Combine(output.Name, "report.html");
        IReadOnlyList<string>? lacks = Attempt<IReadOnlyList<string>?>(
            "The report", () => trained.SaveReport(page, doctor is null ? null : DoctorReport.For(doctor)), null);
        foreach (string note in lacks ?? []) { Warn(note); }
        return lacks is not null;
    }
}
