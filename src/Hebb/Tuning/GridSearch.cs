using System.Text.Json.Nodes;

namespace Hebb.Tuning;

/// <summary>
/// Tries every combination of values. What was asked for last changes first; values that only some combinations ask for are combined only there, so
/// no combination is run twice.
/// </summary>
public sealed class GridSearch : Search
{
    /// <summary>How many values of a range without steps are tried, from end to end. Range: 1 or more.</summary>
    public int Points { get; init => field = SettingRange.AtLeast(1, value); } = 5;

    internal override void Explore(SearchRun run)
    {
        List<int> prefix = [];
        for (int number = 0; (MaxTrials is null || number < MaxTrials) && !run.IsCancelled; number++)
        {
            List<(int Index, int Count)> path = [];
            Candidate candidate = new(number, asked =>
            {
                double[] places = asked.Grid(Points);
                int index = path.Count < prefix.Count ? prefix[path.Count] : 0;
                path.Add((index, places.Length));
                return asked.At(places[index]);
            });
            if (run.Try(candidate, path: () => path) is not { } result) { return; }

            // The next combination: the last value that is not yet at its end moves on; what comes after it starts over.
            int last = result.Path.ToList().FindLastIndex(step => step.Index + 1 < step.Count);
            if (last < 0) { return; }
            prefix = [.. result.Path.Take(last).Select(step => step.Index), result.Path[last].Index + 1];
        }
    }

    private protected override void Describe(JsonObject header) => header["points"] = Points;
}
