using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Data.Text;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;
using static System.FormattableString;

namespace Hebb.Learning.Texts;

/// <summary>A network for texts together with its vocabulary: answers for texts as they are.</summary>
public sealed class TextModel : PipelineModel
{
    /// <summary>What its pipeline.json says it is.</summary>
    internal const string FormatName = "hebb-texts";

    /// <summary>Texts whose numbers are in memory at once.</summary>
    private const int AtOnce = 1024;

    private readonly TextPipeline _pipeline;

    internal TextModel(Model model, TextPipeline pipeline)
        : base(model, pipeline) => _pipeline = pipeline;

    /// <inheritdoc/>
    public override string ExamplesName => "texts";

    /// <inheritdoc/>
    public override string Format => FormatName;

    /// <inheritdoc/>
    public override ModelSchema Schema => new([new(Column, InputType.Text) { Form = Form }], [new(Target)]);

    private string Form
    {
        get
        {
            string tokens = Vocabulary.Kind == TokenKind.Word ? "words" : "characters";
            return _pipeline.Seen is { } seen ? Invariant($"the first {seen} {tokens} are seen") : $"all {tokens} are seen";
        }
    }

    /// <summary>The column of texts in tables.</summary>
    public string Column => _pipeline.Column;

    /// <summary>The tokens that the network knows.</summary>
    public Vocabulary Vocabulary => _pipeline.Vocabulary;

    /// <summary>How many tokens of a text the network sees; 0 for a bag of words, which has no order.</summary>
    public int Length => _pipeline.Length ?? 0;

    /// <summary>Whether the answer comes from a bag of words (TF-IDF and a logistic regression), alone or beside a network.</summary>
    public bool HasBagOfWords => _pipeline.Grams is not null;

    /// <summary>Loads what <see cref="TrainedNetwork.Save"/> saved.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">The model was trained on something else.</exception>
    public static TextModel Load(string folder) => Load<TextModel>(folder, FormatName, "texts", Read);

    /// <summary>The answer for each text.</summary>
    /// <param name="texts">The texts; null counts as empty.</param>
    public Predictions Predict(params IReadOnlyList<string?> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        List<float> outputs = [];
        foreach (string?[] some in texts.Chunk(AtOnce)) { outputs.AddRange(Model.Predict(_pipeline.Encode(some))[0].AsSpan<float>()); }
        return new(Target, texts.Count, [.. outputs]);
    }

    /// <summary>What was unusual about texts: empty ones, those too long to be seen whole, tokens that are unknown.</summary>
    public TextReport Inspect(IReadOnlyList<string?> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return _pipeline.Report(texts);
    }

    /// <summary>The texts of a table with the column that the training texts came from.</summary>
    /// <exception cref="DataException">There is no such column.</exception>
    public IReadOnlyList<string?> TextsOf(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Column texts = table[Column];
        return [.. Enumerable.Range(0, table.Rows).Select(texts.TextAt)];
    }

    /// <summary>Everything there is to say about the answers to texts whose classes are known.</summary>
    /// <param name="table">A table with the columns of the training texts; rows without a class are left out.</param>
    /// <exception cref="DataException">A column is missing, there is a class that the model does not know, or no row has one.</exception>
    public Judgement Judge(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Table judged = table.DropMissing(Target.Name);
        return judged.Rows == 0
            ? throw new DataException($"No row has a value in '{Target.Name}', so there is nothing to compare with. Give texts whose classes are known.",
                table.Source, column: Target.Name)
            : Judgement.Of(Target, Target.Encode(judged), Predict(TextsOf(judged)).Outputs);
    }

    /// <summary>What the network takes for a text.</summary>
    internal Tensor Encode(string? text) => _pipeline.Encode([text])[0];

    /// <summary>A page about the answers to texts whose classes are known.</summary>
    /// <param name="table">The texts; rows without a class are left out.</param>
    /// <param name="judgement">What <see cref="Judge"/> said of them.</param>
    public NetworkReport Report(Table table, Judgement judgement)
    {
        ArgumentNullException.ThrowIfNull(table);
        Table judged = table.DropMissing(Target.Name);
        return NetworkReport.Of(Target, ExamplesName, judgement, TextSections.Of(this, TextsOf(judged), Target.Encode(judged)));
    }

    /// <summary>Reads the pipeline and says how to make the model of it.</summary>
    internal static Func<Model, TrainedModel> Read(JsonField root)
    {
        TextPipeline pipeline = TextPipeline.Read(root);
        return model => new TextModel(model, pipeline);
    }

    /// <inheritdoc/>
    protected internal override Tensor Probe() => Probes()[0];

    /// <inheritdoc/>
    internal override IReadOnlyList<Tensor> Probes() => _pipeline.Probe();
}
