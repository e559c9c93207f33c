using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Preprocessing;

/// <summary>The nature of the values decides whether a target is a class or a number, not their count alone.</summary>
public sealed class TargetNatureTests
{
    [Theory]
    [InlineData("0/1", LearningTask.Binary, "2 classes (0, 1)")]
    [InlineData("2/4", LearningTask.Binary, "2 classes (2, 4)")]
    [InlineData("1..3", LearningTask.Multiclass, "few whole numbers, each in several rows; Task = LearningTask.Regression predicts the number")]
    [InlineData("1..5", LearningTask.Multiclass, "5 classes (1, 2, 3, 4, 5), because they are few whole numbers")]
    [InlineData("-1..1", LearningTask.Multiclass, "3 classes (-1, 0, 1)")]
    [InlineData("0..9", LearningTask.Multiclass, "10 classes")]
    [InlineData("0..14 even", LearningTask.Multiclass, "15 classes")]
    [InlineData("glass", LearningTask.Multiclass, "6 classes (1, 2, 3, 5, 6, 7)")]
    [InlineData("marks", LearningTask.Regression, "occurs in fewer than 3 rows, as those of a quantity; Task = LearningTask.Multiclass makes them")]
    [InlineData("children", LearningTask.Regression, "4 of 9 different values occur in fewer than 3 rows")]
    [InlineData("bell", LearningTask.Regression, "13 different values of which some are rare")]
    [InlineData("prices", LearningTask.Regression, "5 to 25: 5 different values that are spread like a quantity")]
    [InlineData("powers", LearningTask.Regression, "17 different values that are spread like a quantity")]
    [InlineData("halves", LearningTask.Regression, "number to predict, 0.5 to 2.5")]
    [InlineData("years", LearningTask.Multiclass, "3 classes (2019, 2020, 2021)")]
    [InlineData("0..40", LearningTask.Regression, "number to predict, 0 to 40")]
    public void Numbers(string what, LearningTask task, string reason)
    {
        double Value(int i) => what switch
        {
            "0/1" => i % 2,
            "2/4" => 2 + (2 * (i % 2)),
            "1..3" => 1 + (i % 3),
            "1..5" => 1 + (i % 5),
            "-1..1" => (i % 3) - 1,
            "0..9" => i % 10,
            "0..14 even" => i % 15,
            "glass" => (i % 6) + (i % 6 < 3 ? 1 : 2),
            "marks" => i == 0 ? 4 : (i % 19) + (i % 19 < 4 ? 0 : 1),
            "prices" => 5 + (5 * (i % 5)),
            "powers" => Math.Pow(10, i % 17),
            "halves" => 0.5 + (i % 3),
            "years" => 2019 + (i % 3),
            _ => i % 41,
        };
        double[] values = what switch
        {
            "children" => [.. Enumerable.Repeat(0.0, 200), .. Enumerable.Repeat(1.0, 120), .. Enumerable.Repeat(2.0, 50), .. Enumerable.Repeat(3.0, 20),
                .. Enumerable.Repeat(4.0, 5), 5, 5, 6, 7, 8],
            "bell" => [.. Enumerable.Range(0, 13).SelectMany(k => Enumerable.Repeat((double)k, Math.Max(3, (int)(100 * Math.Exp(-(k - 6) * (k - 6) / 8.0)))))],
            _ => [.. Enumerable.Range(0, 400).Select(Value)],
        };
        Schema schema = Of(values);
        Assert.Equal(task, schema.Task);
        Assert.Contains(reason, schema.Columns[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_asked_for_is_done()
    {
        double[] marks = [4, .. Enumerable.Range(0, 399).Select(i => (double)(i % 4))];
        Assert.Equal(LearningTask.Regression, Of(marks, LearningTask.Regression).Task);
        Assert.Equal(LearningTask.Multiclass, Of([.. Enumerable.Range(0, 100).Select(i => 5.0 * (1 + (i % 5)))], LearningTask.Multiclass).Task);
    }

    [Fact]
    public void Texts_are_classes_however_many()
    {
        Table table = new(
            new NumberColumn("x", [.. Enumerable.Range(0, 600).Select(i => i * 0.618 % 1)]),
            new TextColumn("y", [.. Enumerable.Range(0, 600).Select(i => $"k{i % 150}")]));
        Assert.Equal(LearningTask.Multiclass, Schema.Infer(table, "y").Task);
    }

    private static Schema Of(double[] values, LearningTask? task = null) => Schema.Infer(
        new Table(new NumberColumn("x", [.. values.Select((_, i) => i * 0.618 % 1)]), new NumberColumn("y", values)), "y", new() { Task = task });
}
