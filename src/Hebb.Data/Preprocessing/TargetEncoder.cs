using System.Text.Json;
using Hebb.Data.Tables;

namespace Hebb.Data.Preprocessing;

/// <summary>Turns the column to predict into numbers for a network, and a network's answers back into classes or numbers.</summary>
public sealed class TargetEncoder
{
    private readonly LabelEncoder _labels;
    private double _threshold = UsualThreshold;
    private double? _recommended;
    private PredictionInterval? _interval;

    /// <summary>From which probability on the second of two classes is answered where nobody says otherwise.</summary>
    internal const double UsualThreshold = 0.5;

    internal TargetEncoder(string name, LearningTask task, string[] classes, bool numericClasses, double mean, double scale, double? logOffset = null)
    {
        (Name, Task, NumericClasses, Mean, Scale, LogOffset) = (name, task, numericClasses, mean, scale, logOffset);
        _labels = new LabelEncoder().Use(classes);
    }

    /// <summary>A target of classes that are known.</summary>
    /// <param name="name">What is predicted.</param>
    /// <param name="classes">The names of the classes, at least two, in the order of their codes.</param>
    public static TargetEncoder OfClasses(string name, params IReadOnlyList<string> classes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes.Count, 2, nameof(classes));
        return new(name, classes.Count == 2 ? LearningTask.Binary : LearningTask.Multiclass, [.. classes], numericClasses: false, 0, 1);
    }

    /// <summary>A target that is a number: the network learns (number − mean) / scale.</summary>
    /// <param name="name">What is predicted.</param>
    /// <param name="mean">What is subtracted.</param>
    /// <param name="scale">What is divided by; above 0.</param>
    public static TargetEncoder OfNumber(string name, double mean = 0, double scale = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        return new(name, LearningTask.Regression, [], numericClasses: false, mean, scale);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="pipeline">The object with the field <c>target</c>.</param>
    /// <exception cref="DataException">The field is damaged.</exception>
    public static TargetEncoder Read(JsonField pipeline) => TargetJson.Read(pipeline);

    /// <summary>Writes the field <c>target</c>.</summary>
    /// <param name="json">The object it belongs to.</param>
    public void Write(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        TargetJson.Write(json, this);
    }

    /// <summary>The column to predict.</summary>
    public string Name { get; }

    /// <summary>What kind of answer it is.</summary>
    public LearningTask Task { get; }

    /// <summary>The names of the classes, in the order of their codes; empty for a regression.</summary>
    public IReadOnlyList<string> Classes => _labels.Classes;

    /// <summary>What is added to a number before its logarithm is learned; null if the number itself is learned.</summary>
    public double? LogOffset { get; }

    /// <summary>What is subtracted from the target of a regression, or from its logarithm.</summary>
    public double Mean { get; }

    /// <summary>What the difference is divided by.</summary>
    public double Scale { get; }

    /// <summary>
    /// From which probability on the second of two classes is answered; 0.5 unless it is set. Probabilities do not depend on it. It is written into
    /// pipeline.json. Set it before predictions begin: all models with this target answer by it.
    /// </summary>
    /// <exception cref="InvalidOperationException">A number or more than two classes are predicted, so there is no threshold to set.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and below 1.</exception>
    public double Threshold
    {
        get => _threshold;
        set => _threshold = Checked(value, nameof(Threshold));
    }

    /// <summary>
    /// The <see cref="Threshold"/> that a training recommends: the one with the best balanced accuracy on the validation rows. Null if none was chosen.
    /// </summary>
    /// <exception cref="InvalidOperationException">A number or more than two classes are predicted, so there is no threshold to recommend.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and below 1.</exception>
    public double? RecommendedThreshold
    {
        get => _recommended;
        set => _recommended = value is { } given ? Checked(given, nameof(RecommendedThreshold)) : null;
    }

    /// <summary>
    /// How far true numbers may lie from predicted ones, found by a training on rows that its model has not learned from; null if it is not known. It is
    /// written into pipeline.json.
    /// </summary>
    /// <exception cref="InvalidOperationException">Classes are predicted: their probabilities say how sure an answer is.</exception>
    public PredictionInterval? Interval
    {
        get => _interval;
        set => _interval = value is null || Task == LearningTask.Regression ? value : throw new InvalidOperationException(
            $"'{Name}' is a class, whose probability says how sure it is. An interval is for numbers.");
    }

    /// <summary>Whether the classes were numbers, so that 1 and 1.0 are the same class.</summary>
    internal bool NumericClasses { get; }

    /// <summary>Learns the classes, or mean and scale, from training rows.</summary>
    internal static TargetEncoder Fit(Table table, Schema schema, bool standardize, double? logOffset)
    {
        Column column = table[schema.Target];
        CheckComplete(table, column);
        if (schema.Task == LearningTask.Regression)
        {
            NumberColumn numbers = table.Number(column.Name);
            if (logOffset is { } offset) { numbers = new(column.Name, [.. numbers.Values.ToArray().Select(number => Math.Log(number + offset))]); }
            (double mean, _, double scale) = standardize ? StandardScaler.Moments(numbers.Values) : (0, 0, 1);
            table.CheckScale(numbers, mean, scale);
            return new TargetEncoder(column.Name, schema.Task, [], false, mean, scale, logOffset);
        }

        string[] classes = [.. LabelEncoder.SortedValues(column)];
        if (schema.Task == LearningTask.Binary && classes.Length > 2)
        {
            throw new DataException(
                $"The training rows have {classes.Length} classes, but the schema was inferred from rows with two. Infer it from all rows.",
                table.Source,
                column: column.Name);
        }

        return classes.Length >= 2
            ? new TargetEncoder(column.Name, schema.Task, classes, column is NumberColumn, 0, 1)
            : throw new DataException(
                $"All training rows have the class '{classes.FirstOrDefault()}'. Expected at least two classes: add rows of another.",
                table.Source,
                column: column.Name);
    }

    /// <summary>Class codes (0, 1, …), or the standardized numbers of a regression.</summary>
    /// <param name="table">A table with the target column; no value may be missing.</param>
    public float[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Column column = table[Name];
        CheckComplete(table, column);
        float[] encoded = new float[column.Count];
        for (int row = 0; row < encoded.Length; row++)
        {
            if (Task == LearningTask.Regression)
            {
                double number = column is NumberColumn numbers ? numbers[row] : PipelineColumn.ParseNumber(column.TextAt(row)!)
                    ?? throw table.ErrorAt(row, Name, column.TextAt(row), $"'{column.TextAt(row)}' is not a number. Expected the number to predict.");
                encoded[row] = LogOffset is { } offset && number + offset <= 0
                    ? throw table.ErrorAt(row, Name, column.TextAt(row), $"'{column.TextAt(row)}' is below all training numbers, of which logarithms were "
                        + "learned. Leave the row out, or train on the linear scale.")
                    : EncodeNumber(number);
            }
            else
            {
                string label = PipelineColumn.Canonical(column.TextAt(row)!, NumericClasses);
                encoded[row] = _labels.Code(label) ?? throw table.ErrorAt(
                    row, Name, label, $"'{label}' is not a class of the training rows. {_labels.Expected()}");
            }
        }

        return encoded;
    }

    /// <summary>The names of classes.</summary>
    /// <param name="codes">Codes from 0 to the number of classes − 1.</param>
    public string[] DecodeClasses(params ReadOnlySpan<int> codes) => _labels.InverseTransform(codes);

    /// <summary>Predictions of a regression in the units of the table.</summary>
    /// <param name="outputs">Outputs of the network.</param>
    public double[] DecodeNumbers(params ReadOnlySpan<float> outputs)
    {
        double[] numbers = new double[outputs.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (outputs[i] * Scale) + Mean;
            if (LogOffset is { } offset) { numbers[i] = Math.Exp(numbers[i]) - offset; }
        }

        return numbers;
    }

    /// <summary>What the network has to give for a number.</summary>
    internal float EncodeNumber(double number) => (float)(((LogOffset is { } offset ? Math.Log(number + offset) : number) - Mean) / Scale);

    private double Checked(double threshold, string name)
    {
        if (Task != LearningTask.Binary)
        {
            throw new InvalidOperationException(
                $"'{Name}' {(Task == LearningTask.Regression ? "is a number" : $"has {Classes.Count} classes, of which the most probable is answered")}"
                + ", so there is no threshold. A threshold decides between two classes.");
        }

        return threshold is > 0 and < 1 ? threshold
            : throw new ArgumentOutOfRangeException(name, threshold, "The threshold is a probability: a number above 0 and below 1, usually 0.5.");
    }

    private static void CheckComplete(Table table, Column column)
    {
        if (column.MissingCount > 0)
        {
            int row = Enumerable.Range(0, column.Count).First(column.IsMissing);
            string others = column.MissingCount == 1 ? "" : $" and in {column.MissingCount - 1} more rows";
            throw new DataException(
                $"{(table.LineOf(row) is null ? $"row {row}: " : "")}the value to predict is missing here{others}.", table.Source, table.LineOf(row),
                    column.Name,
                null, [new(RemedyKind.DropMissingRows, column.Name)]);
        }
    }
}
