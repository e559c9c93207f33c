using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Keras;

/// <summary>The state of an optimizer in files: steps, learning rate, then the slots (momentum, velocity …) of each trained weight.</summary>
internal static class OptimizerState
{
    private const string Vars = "vars";

    /// <summary>Writes the state as Keras 3 does; slots only once training has begun.</summary>
    public static void Write(Optimizer optimizer, IReadOnlyList<Parameter> trained, Hdf5Group group)
    {
        Hdf5Group vars = group.AddGroup(Vars);
        vars.Attributes["name"] = StoredArray.Of(optimizer.Name);
        foreach ((int i, (_, StoredArray array)) in Arrays(optimizer, trained).Index()) { vars.AddDataset($"{i}", array); }
    }

    /// <summary>Writes the same arrays as <c>.h5</c> files have them: under names, of which an attribute tells the order.</summary>
    public static void WriteLegacy(Optimizer optimizer, IReadOnlyList<Parameter> trained, Hdf5Group group)
    {
        List<string> names = [];
        foreach ((string name, StoredArray array) in Arrays(optimizer, trained))
        {
            string given = $"{optimizer.Name}/{name.Replace('/', '_')}", path = given;
            for (int i = 1; names.Contains(path); i++) { path = $"{given}_{i}"; }
            names.Add(path);
            group.AddDataset(path, array);
        }

        LegacyWeights.WriteNames(group, "weight_names", [.. names]);
    }

    private static IEnumerable<(string Name, StoredArray Array)> Arrays(Optimizer optimizer, IReadOnlyList<Parameter> trained)
    {
        yield return ("iteration", optimizer.Iterations <= int.MaxValue ? StoredArray.Of((int)optimizer.Iterations) : StoredArray.Of(optimizer.Iterations));
        // A schedule is no variable; it stands in the configuration.
        if (optimizer.Schedule is null) { yield return ("learning_rate", StoredArray.Of((float)optimizer.LearningRate)); }
        if (optimizer.State.Count == 0) { yield break; }
        foreach (Parameter slot in Slots(optimizer, trained, interleaved: optimizer.StoredNumber is null))
        {
            yield return (slot.Name, StoredArray.Of(slot.Shape, slot.ToArray<float>()));
        }

        if (optimizer.StoredNumber is { } number) { yield return ("number", StoredArray.Of(number)); }
    }

    /// <summary>Which of the trained weights are left out of weight decay: what Keras' files do not say.</summary>
    public static int[] Undecayed(Optimizer optimizer, IReadOnlyList<Parameter> trained) =>
        [.. Enumerable.Range(0, trained.Count).Where(i => !optimizer.IsDecayed(trained[i]))];

    /// <summary>Leaves weights out of weight decay as they were when the file was written.</summary>
    public static void ExcludeFromDecay(Optimizer optimizer, IReadOnlyList<Parameter> trained, int[] undecayed, ConfigSource source)
    {
        if (undecayed.Any(index => index < 0 || index >= trained.Count))
        {
            throw source.Error($"found a weight without decay that is none of the {trained.Count} trained ones. Save the model again.");
        }

        optimizer.ExcludeFromWeightDecay(undecayed.Select(index => trained[index]));
    }

    /// <summary>Plans the reading from a file of Keras 3; returns the number of steps.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="trained">The weights it trains, in the order of the file.</param>
    /// <param name="group">Where the file has the state.</param>
    /// <param name="plan">Where to put what is found.</param>
    /// <param name="source">The file, for errors.</param>
    /// <param name="made">The weights in the order of the model, in which the state is made; null for that of the file.</param>
    public static long Read(
        Optimizer optimizer, IReadOnlyList<Parameter> trained, Hdf5Group group, WeightPlan plan, ConfigSource source, IReadOnlyList<Parameter>? made = null)
    {
        Hdf5Group? vars = group.Groups.GetValueOrDefault(Vars);
        if (vars is null || vars.Datasets.Count == 0) { return 0; }
        StoredArray[] arrays = [.. Enumerable.Range(0, vars.Datasets.Count)
            .Select(i => vars.Datasets.GetValueOrDefault($"{i}")?.Values ?? throw source.Error($"optimizer/{Vars}/{i} is missing."))];
        return Take(optimizer, trained, arrays[0], arrays.Skip(optimizer.Schedule is null ? 2 : 1), interleaved: true, plan, source, made);
    }

    /// <summary>Plans the reading from an <c>.h5</c> file of any Keras; returns the number of steps.</summary>
    /// <inheritdoc cref="Read"/>
    public static long ReadLegacy(
        Optimizer optimizer, IReadOnlyList<Parameter> trained, Hdf5Group group, WeightPlan plan, ConfigSource source, IReadOnlyList<Parameter>? made = null)
    {
        string[] names = LegacyWeights.Names(group, "weight_names");
        if (names.Length == 0) { return 0; }
        StoredArray[] arrays = [.. names.Select(name => group.FindDataset(name)?.Values ?? throw source.Error($"the optimizer's {name} is missing."))];
        // Up to Keras 2.10 all first moments come before all second ones; since then they alternate.
        bool interleaved = source.KerasMajor >= 3 || names[0].StartsWith("iteration", StringComparison.Ordinal);
        int first = names.Length > 1 && names[1].Contains("learning_rate", StringComparison.Ordinal) ? 2 : 1;
        return Take(optimizer, trained, arrays[0], arrays.Skip(first), interleaved, plan, source, made);
    }

    private static long Take(
        Optimizer optimizer,
        IReadOnlyList<Parameter> trained,
        StoredArray iterations,
        IEnumerable<StoredArray> rest,
        bool interleaved,
        WeightPlan plan,
        ConfigSource source,
        IReadOnlyList<Parameter>? made)
    {
        if (iterations.Shape.Size != 1 || iterations.ReadLongs()[0] is not (>= 0 and long steps))
        {
            throw source.Error($"found the optimizer's number of steps of shape {iterations.Shape}; expected one number from 0 on.");
        }

        // Placeholders of one number stand for moments that an older Adam does not use.
        StoredArray[] arrays = [.. rest];
        // The number follows from the number of steps; it stands last, in earlier versions first, when moments alternated.
        if (optimizer.StoredNumber is not null && arrays.Length > 0)
        {
            interleaved = arrays[^1].Shape.Rank > 0;
            arrays = interleaved ? arrays[1..] : arrays[..^1];
        }

        if (arrays.Length == 0) { return steps; }
        optimizer.Build(made ?? trained);
        List<Parameter> slots = Slots(optimizer, trained, interleaved);
        if (!interleaved && arrays.Length > slots.Count && arrays.Skip(slots.Count).All(array => array.Shape.Size <= 1)) { arrays = arrays[..slots.Count]; }
        // Some versions of Keras 3 write all first moments before all second ones; the shapes tell.
        if (!Fit(slots, arrays) && Slots(optimizer, trained, !interleaved) is var other && Fit(other, arrays)) { slots = other; }
        if (arrays.Length != slots.Count)
        {
            throw source.Error(
                $"found {arrays.Length} arrays of state for {optimizer.Name}; expected {slots.Count} for the {trained.Count} trained weights. "
                + "Load the model with Compile = false and compile it anew.");
        }

        for (int i = 0; i < slots.Count; i++) { plan.Add(slots[i], arrays[i], $"optimizer state {i + 2}"); }
        return steps;
    }

    private static bool Fit(List<Parameter> slots, StoredArray[] arrays) =>
        slots.Count == arrays.Length && slots.Zip(arrays).All(pair => pair.First.Shape == pair.Second.Shape);

    private static List<Parameter> Slots(Optimizer optimizer, IReadOnlyList<Parameter> trained, bool interleaved)
    {
        List<Parameter?> slots = [];
        foreach (string[] group in (IEnumerable<string[]>)[[WeightAverage.SlotName], [GradientAccumulation.SlotName], .. optimizer.SlotGroups])
        {
            if (interleaved) { slots.AddRange(trained.SelectMany(parameter => group.Select(name => optimizer.FindSlot(parameter, name)))); }
            else { slots.AddRange(group.SelectMany(name => trained.Select(parameter => optimizer.FindSlot(parameter, name)))); }
        }

        return [.. slots.OfType<Parameter>()];
    }
}
