using Hebb.Faults;
using Hebb.Formats;
using Hebb.Tuning;

namespace Hebb.Tests.Tuning;

/// <summary>A search that was killed goes on with exactly the trials it would have run.</summary>
public sealed class TrialJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-tuning-").FullName;

    private string Journal => Path.Combine(_folder, "trials.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("random", 0)]
    [InlineData("random", 7)]
    [InlineData("grid", 7)]
    [InlineData("bayesian", 5)]
    [InlineData("bayesian", 17)]
    [InlineData("hyperband", 4)]
    [InlineData("hyperband", 10)]
    [InlineData("hyperband", 16)]
    public void A_search_killed_after_some_trials_ends_with_the_table_of_an_uninterrupted_one(string method, int killedAfter)
    {
        Search search = method switch
        {
            "random" => new RandomSearch { Seed = 3, ExecutionsPerTrial = 2 },
            "grid" => new GridSearch { Seed = 3 },
            "bayesian" => new BayesianSearch { Seed = 3 },
            _ => new HyperbandSearch(9) { Seed = 3 },
        };
        string whole = search.Run(Function).ToString();
        Assert.Contains("failed", whole, StringComparison.Ordinal);

        // A kill is an exception that nothing in the search handles; what it leaves is what is on disk.
        int calls = 0;
        Assert.Throws<KilledException>(
            () => Killable(search).RunTrials(trial => calls++ >= killedAfter ? throw new KilledException() : Function(trial), _folder));
        int resumed = 0;
        string table = search.RunTrials(trial => { resumed++; return Function(trial); }, _folder).ToString();
        Assert.Equal(whole, table);

        int again = 0;
        Assert.Equal(whole, search.RunTrials(trial => { again++; return Function(trial); }, _folder).ToString());
        Assert.Equal(0, again);
        Assert.True(resumed > 0);
        if (method != "hyperband")
        {
            Assert.Equal(
                search.Run(Function).Trials.Count * search.ExecutionsPerTrial, resumed + (killedAfter / search.ExecutionsPerTrial * search.ExecutionsPerTrial));
        }
    }

    /// <summary>The fault is on the disk: a kill before any operation, or one that fails, costs at most the trial that was being recorded.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void At_every_operation_a_kill_or_a_fault_leaves_a_search_that_goes_on(bool kills)
    {
        RandomSearch search = new() { Seed = 3, MaxTrials = 3 };
        string whole = search.Run(Function).ToString();
        int operations = FaultyDisk.Record(() => search.Run(Function, _folder)).Count - (kills ? 0 : 1); // that a folder is not flushed is no fault
        Assert.True(operations > 8);
        string[] lines = Recorded();
        for (int at = 1; at <= operations; at++)
        {
            File.Delete(Journal);
            FaultyDisk disk = new(at, kills);
            Exception? error = disk.Run(() => search.Run(Function, _folder));
            Assert.True(error is not null && disk.Operations.Count >= at, $"operation {at} was not reached");
            int resumed = 0;
            string table = search.RunTrials(trial => { resumed++; return Function(trial); }, _folder).ToString();
            Assert.Equal(whole, table);
            Assert.Equal(lines, Recorded());
            int begun = disk.Operations.Count(operation => operation == "write");
            Assert.InRange(resumed, 3 - begun, 3 - Math.Max(begun - 2, 0));
        }

        string[] Recorded() => [.. File.ReadAllLines(Journal).Select(line => line.Split(",\"seconds\"")[0])];
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"trial\":5,\"val")]
    [InlineData("{\"trial\":5,\"value\":1,\"parameters\":{\"x\":0.5}}")]
    [InlineData("\0\0\0")]
    public void A_last_line_that_is_torn_is_dropped(string torn)
    {
        RandomSearch search = new() { MaxTrials = 10 };
        string whole = search.Run(Function, _folder).ToString();
        string[] lines = File.ReadAllLines(Journal);
        Assert.Equal(11, lines.Length);
        File.WriteAllText(Journal, string.Join('\n', lines.Take(6)) + "\n" + torn);
        Assert.Equal(whole, search.Run(Function, _folder).ToString());
        Assert.Equal(lines.Select(WithoutTime), File.ReadAllLines(Journal).Select(WithoutTime));
    }

    [Fact]
    public void A_torn_first_line_begins_anew()
    {
        File.WriteAllText(Journal, "{\"search\":\"Rand");
        Assert.Equal(3, new RandomSearch { MaxTrials = 3 }.Run(Function, _folder).Trials.Count);
        Assert.Equal(4, File.ReadAllLines(Journal).Length);
    }

    [Fact]
    public void A_line_damaged_elsewhere_is_an_error_that_names_it()
    {
        new RandomSearch { MaxTrials = 3 }.Run(Function, _folder);
        string[] lines = File.ReadAllLines(Journal);
        lines[2] = lines[2].Replace("\"trial\":1", "\"trial\":\"one\"", StringComparison.Ordinal);
        File.WriteAllLines(Journal, lines);
        Assert.Contains(
            "line 3", Assert.Throws<FileFormatException>(() => new RandomSearch { MaxTrials = 3 }.Run(Function, _folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_of_another_search_is_refused()
    {
        new RandomSearch { MaxTrials = 3 }.Run(Function, _folder);
        Assert.Contains(
            "another search", Assert.Throws<SearchException>(() => new RandomSearch { Seed = 1 }.Run(Function, _folder)).Message, StringComparison.Ordinal);
        Assert.Throws<SearchException>(() => new BayesianSearch().Run(Function, _folder));
        Assert.Throws<SearchException>(() => new RandomSearch { Objective = Objective.Max("val_loss") }.Run(Function, _folder));
    }

    [Fact]
    public void A_search_may_be_prolonged()
    {
        int calls = 0;
        new RandomSearch { MaxTrials = 3 }.Run(Function, _folder);
        SearchResult result = new RandomSearch { MaxTrials = 5 }.RunTrials(trial => { calls++; return Function(trial); }, _folder);
        Assert.Equal((5, 2), (result.Trials.Count, calls));
    }

    [Fact]
    public void Hyperband_trains_promoted_trials_again_as_far_as_they_were()
    {
        HyperbandSearch search = new(9);
        List<(int Number, int From, int To)> calls = [];
        Assert.Throws<KilledException>(() => Killable(search).RunTrials(trial => trial.Number == 8 ? throw new KilledException() : trial.Number, _folder));
        search.RunTrials(trial => { calls.Add((trial.Number, trial.EpochsDone, trial.Epochs!.Value)); return trial.Number; }, _folder);
        Assert.Equal([(8, 0, 1), (0, 0, 1), (0, 1, 3), (1, 0, 1), (1, 1, 3), (2, 0, 1), (2, 1, 3), (0, 3, 9)], calls.Take(8));
    }

    private static double Function(HyperParameters hp)
    {
        double x = hp.Double("x", -1, 1);
        bool wide = hp.Bool("wide");
        return x is > 0.4 and < 0.6 ? double.NaN : (x * x) + (wide ? hp.Int("units", 1, 3) : 0);
    }

    private static double Function(Trial trial) => Function(trial.Values);

    /// <summary>The same search, which lets the exception that stands for a kill through.</summary>
    private static Search Killable(Search search) => search switch
    {
        RandomSearch => new RandomSearch { Seed = search.Seed, ExecutionsPerTrial = search.ExecutionsPerTrial, StopOnError = true },
        GridSearch => new GridSearch { Seed = search.Seed, StopOnError = true },
        BayesianSearch => new BayesianSearch { Seed = search.Seed, StopOnError = true },
        _ => new HyperbandSearch(9) { Seed = search.Seed, StopOnError = true },
    };

    private static string WithoutTime(string line) => System.Text.RegularExpressions.Regex.Replace(line, "\"seconds\":[^,}]*", "");

    private sealed class KilledException : Exception;
}
