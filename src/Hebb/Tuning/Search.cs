using System.Text.Json.Nodes;
using Hebb.Callbacks;

namespace Hebb.Tuning;

/// <summary>
/// Looks for good hyper-parameters: draws values, tries them, and records what came out. A search knows neither models nor data; it runs a function of
/// <see cref="Trial"/>, or builds and fits models with
/// <see cref="Run(Func{HyperParameters, Models.Model}, Datasets.Dataset, Datasets.Dataset?, string?, Models.FitOptions?, CancellationToken)"/>.
/// </summary>
/// <remarks>
/// The same seed gives the same trials. With a folder each finished trial is a line of <c>trials.jsonl</c>, on disk before the next begins; a search
/// that was killed or cancelled resumes
/// with the same folder, and runs exactly the trials it would have run. Trials run one after the other, because training one uses all processors.
/// </remarks>
public abstract partial class Search
{
    private protected Search() { }

    /// <summary>What is made small or large.</summary>
    public Objective Objective { get; init; } = Objective.Min("val_loss");

    /// <summary>The maximum number of trials; null for as many as the method plans. Range: 1 or more.</summary>
    public int? MaxTrials { get; init => field = SettingRange.AtLeast(1, value); }

    /// <summary>How often each trial is run, each time with another <see cref="HyperParameters.Seed"/>; the mean counts. Range: 1 or more.</summary>
    public int ExecutionsPerTrial { get; init => field = SettingRange.AtLeast(1, value); } = 1;

    /// <summary>The root of all random choices.</summary>
    public long Seed { get; init; }

    /// <summary>Whether an exception in a trial ends the search; otherwise the trial is recorded as failed.</summary>
    public bool StopOnError { get; init; }

    /// <summary>Makes the callbacks of a trial's training. It is called for each trial anew, because callbacks have state.</summary>
    public Func<Trial, IReadOnlyList<Callback>>? Callbacks { get; init; }

    /// <summary>
    /// What is searched, in your words: the journal in a folder keeps it, so that a search for something else does not go on there by mistake.
    /// </summary>
    public string Subject { get; init; } = "";

    /// <summary>Where to report each finished trial.</summary>
    public IProgress<SearchProgress>? Progress { get; init; }

    /// <summary>Searches the smallest or largest value of a function of hyper-parameters.</summary>
    /// <param name="evaluate">The function.</param>
    /// <inheritdoc cref="RunTrials(Func{Trial, double}, string?, Action{Trial}?, CancellationToken)"/>
    /// <param name="folder">Where to keep the trials, or where they were kept; null for memory only.</param>
    /// <param name="cancellation">Ends the search; the trial that was running is not recorded.</param>
    public SearchResult Run(Func<HyperParameters, double> evaluate, string? folder = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        return RunTrials(trial => evaluate(trial.Values), folder, null, cancellation);
    }

    /// <summary>
    /// Searches with a function that wants to know more about the trial: how many epochs it is meant to have, or what it left when it was looked at
    /// last.
    /// </summary>
    /// <param name="evaluate">Runs a trial and returns the objective. An exception, or what is not a finite number, is a failed trial.</param>
    /// <param name="folder">Where to keep the trials, or where they were kept; null for memory only.</param>
    /// <param name="improved">Called when a trial has become the best so far, before it is recorded: keep its model then.</param>
    /// <param name="cancellation">Ends the search; the trial that was running is not recorded.</param>
    /// <exception cref="SearchException">The folder belongs to another search.</exception>
    public SearchResult RunTrials(Func<Trial, double> evaluate, string? folder = null, Action<Trial>? improved = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        using TrialJournal? journal = folder is null ? null : new(folder, Header());
        SearchRun run = new(this, evaluate, improved, journal, cancellation);
        Explore(run);
        return new(Objective, run.Results, cancellation.IsCancellationRequested);
    }

    /// <summary>How many trials there will be at most; null if nobody knows.</summary>
    internal virtual int? Planned => MaxTrials;

    /// <summary>Runs the trials, until there are enough or the run is cancelled.</summary>
    internal abstract void Explore(SearchRun run);

    /// <summary>
    /// Adds the settings that decide which trials are run to the journal's first line. The number of trials is not among them: a search may be
    /// prolonged.
    /// </summary>
    private protected virtual void Describe(JsonObject header) { }

    private JsonObject Header()
    {
        JsonObject header = new()
        {
            ["search"] = GetType().Name,
            ["subject"] = Subject,
            ["objective"] = Objective.ToString(),
            ["seed"] = Seed,
            ["executions"] = ExecutionsPerTrial,
        };
        Describe(header);
        return header;
    }
}
