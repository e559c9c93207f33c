using System.Globalization;
using Hebb.Data.Preprocessing;
using Hebb.Data.Text;
using Hebb.Learning.Kinds;
using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Learning.Characters;

/// <summary>Learning to continue a text: the next character from those before.</summary>
public sealed class CharacterKind : LearningKind<CharacterModel>
{
    private static readonly string[] s_networks = ["gru", "lstm", "transformer"];

    /// <summary>That a text is to be continued.</summary>
    public static LearningOption<bool> Generate { get; } =
        LearningOption.Switch("generate", "Train a model that continues text (a .txt file): a network that guesses the next character.");

    /// <summary>How many characters are written.</summary>
    public static LearningOption<int?> Count { get; } = LearningOption.Count("generate", "How many characters to generate, with a model that continues text.");

    /// <summary>How boldly characters are drawn.</summary>
    public static LearningOption<double?> Temperature { get; } = LearningOption.Number(
        "temperature", "Sampling temperature: below 1 more predictable, above 1 more varied, 0 for always the most probable character. Default: 1.", value =>
            value >= 0, "a number of at least 0, usually between 0.5 and 1");

    /// <summary>The beginning of the text.</summary>
    public static LearningOption<string?> Prompt { get; } =
        LearningOption.Text("prompt", "TEXT", "The text to continue. Default: the beginning of a line.");

    /// <summary>The root of the choices.</summary>
    public static LearningOption<long> Seed { get; } = new(
        "seed", "N", "The random seed: the same seed gives the same text.", text =>
            long.TryParse(text, CultureInfo.InvariantCulture, out long seed) ? seed : throw new FormatException("Expected a whole number."));

    /// <inheritdoc/>
    public override string Format => CharacterModel.FormatName;

    /// <inheritdoc/>
    public override string Name => "text generation (--generate)";

    /// <inheritdoc/>
    public override string ModelsName => "models trained with train --generate";

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> TrainingOptions => [.. SharedOptions.Training, NetworkOption.Network, SharedOptions.Length, Generate];

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> Signs => [Generate];

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> PredictionOptions => [Count, Temperature, Prompt, Seed];

    /// <inheritdoc/>
    public override bool HasReport => false;

    /// <inheritdoc/>
    public override InputHelp Help => new("or with --generate, a text", "or a text, for a model that continues texts");

    /// <summary>Only its option tells a text to be continued from other files.</summary>
    public override Detection? Detect(LearningSource source, OptionValues options) => null;

    /// <inheritdoc/>
    public override LearningPlan Plan(LearningRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string data = request.PathOr("Specify the text to learn from: a .txt file."), text = TextFile.Read(data);
        CharacterTrainerOptions options = SharedOptions.Apply(request, new CharacterTrainerOptions { Length = request.Options.Get(SharedOptions.Length) });
        (SequenceNetwork? named, Func<Model>? make) =
            NetworkOption.Read(request.Options, s_networks.ToDictionary(name => name, name => NetworkOption.Texts[name]), "characters");
        CharacterRecipe recipe =
            CharacterTrainer.Prepare(text, options with { Network = named ?? options.Network, NewNetwork = make is null ? null : (_, _) => make() });
        request.Tell($"{data}: {string.Join(" ", recipe.Findings)}");
        return recipe;
    }

    /// <inheritdoc/>
    public override string? NextCommand(string folder, LearningSource source, TargetEncoder target) => $"predict {folder} --generate 500";

    /// <inheritdoc/>
    public override Func<Model, TrainedModel> Read(JsonField pipeline) => CharacterModel.Read(pipeline);

    /// <inheritdoc/>
    protected override PredictionResult Predict(CharacterModel model, LearningRequest request)
    {
        OptionValues given = request.Options;
        if (request.Inputs.Count > 0)
        {
            throw new UsageException($"The model continues texts; it does not answer for '{request.Inputs[0]}'. Give --generate N, and perhaps --prompt TEXT.");
        }

        int count = given.Get(Count) ?? throw new UsageException("The model continues texts. Specify how many characters: --generate N.");
        string prompt = given.Get(Prompt) ?? "";
        IReadOnlyList<string> unknown = model.UnknownIn(prompt);
        if (unknown.Count > 0)
        {
            request.Warn(
                $"{unknown.Count} {(unknown.Count == 1 ? "character" : "different characters")} of the prompt "
                + $"{(unknown.Count == 1 ? "was not in the training text and counts" : "were not in the training text and count")} as unknown "
                + $"({string.Join(" ", unknown)})");
        }

        return new() { Text = model.Generate(count, prompt, given.Get(Temperature) ?? 1, given.Get(Seed)).Prepend(prompt) };
    }

    /// <inheritdoc/>
    protected override EvaluationResult Evaluate(CharacterModel model, LearningRequest request)
    {
        Judged judged = model.Judge(TextFile.Read(request.PathOr("Specify the text to evaluate on: a .txt file.")));
        return new(model.ExamplesName, judged.Metrics) { Count = judged.Answers?.Rows };
    }
}
