using System.Globalization;
using Hebb.Activations;
using Hebb.Learning.Tables;
using Hebb.Tuning;

namespace Hebb.Learning.Tuning;

/// <summary>The networks and trainings that are tried for a table: those around the usual ones.</summary>
internal static class TableSearchSpace
{
    private const string NoLayers = "0";
    private static readonly string[] s_activations = ["relu", "tanh", "gelu", "silu"];

    /// <summary>The options of a trial. What only hidden layers have is asked for only if there are some.</summary>
    /// <param name="hp">The values of the trial.</param>
    /// <param name="usual">What would be done without search.</param>
    /// <param name="coarse">Whether all combinations are going to be tried, so that there must be few.</param>
    public static TableTrainerOptions Draw(HyperParameters hp, TablePlan usual, bool coarse)
    {
        if (usual.Options.UsedRecipe == TableRecipe.Best) { return DrawEnsemble(hp, usual, coarse); }

        string layers =
            coarse ? hp.Choice("layers", "16", "64,32", "128,64") : hp.Choice("layers", NoLayers, "16", "32", "64", "32,16", "64,32", "128,64", "128,64,32");
        TableTrainerOptions options = usual.Options with
        {
            Layers = layers == NoLayers ? [] : [.. layers.Split(',').Select(units => int.Parse(units, CultureInfo.InvariantCulture))],
            LearningRate = coarse ? hp.Choice("learning_rate", 0.0003, 0.001, 0.003) : hp.Double("learning_rate", 1e-4, 2e-2, log: true),
            BatchSize = coarse ? usual.BatchSize : hp.Choice("batch_size", 16, 32, 64, 128),
        };
        if (options.Layers.Count == 0) { return options; }
        options = options with { Dropout = coarse ? hp.Choice("dropout", 0, 0.2) : hp.Double("dropout", 0, 0.5, step: 0.1) };
        return coarse ? options : options with
        {
            L2 = hp.Double("l2", 1e-6, 1e-2, log: true),
            Activation = Activation.Get(hp.Choice("activation", s_activations)),
        };
    }

    /// <summary>The options of a trial of an ensemble. Weight decay and embeddings, which all sizes of tables share, stay as they are.</summary>
    private static TableTrainerOptions DrawEnsemble(HyperParameters hp, TablePlan usual, bool coarse)
    {
        string layers = coarse ? hp.Choice("layers", "64,64", "128,128", "256,256")
            : hp.Choice("layers", "64", "64,64", "128", "128,128", "128,128,128", "256,256");
        TableTrainerOptions options = usual.Options with
        {
            Layers = [.. layers.Split(',').Select(units => int.Parse(units, CultureInfo.InvariantCulture))],
            LearningRate = coarse ? hp.Choice("learning_rate", 0.0005, 0.001, 0.002) : hp.Double("learning_rate", 2e-4, 5e-3, log: true),
            Dropout = coarse ? hp.Choice("dropout", 0.1, 0.25) : hp.Double("dropout", 0, 0.5, step: 0.05),
        };
        return coarse ? options : options with
        {
            BatchSize = hp.Choice("batch_size", 32, 64, 128, 256),
            Members = usual.Options.Members ?? hp.Choice("members", 4, 8, 16),
        };
    }
}
