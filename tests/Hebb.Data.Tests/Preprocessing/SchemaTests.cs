using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Data.Tests.Preprocessing;

public sealed class SchemaTests
{
    private const int Rows = 40;

    private static NumberColumn Numbers(string name, Func<int, double> value) => new(name, [.. Enumerable.Range(0, Rows).Select(value)]);

    private static TextColumn Texts(string name, Func<int, string?> value) => new(name, [.. Enumerable.Range(0, Rows).Select(value)]);

    private static ColumnChoice Choice(Column column) =>
        Schema.Infer(new Table(column, Numbers("y", i => i % 2)), "y").Columns[0];

    [Theory]
    [InlineData("id", 7)]
    [InlineData("CustomerId", 7)]
    [InlineData("customer_id", 7)]
    [InlineData("RowNumber", 7)]
    [InlineData("anything", 1)]
    public void Different_integers_that_name_or_count_the_rows_are_identifiers(string name, int step)
    {
        // 7 is coprime to 40, so the values differ without being in order.
        ColumnChoice choice = Choice(Numbers(name, i => 1000 + (i * step % Rows * (step == 1 ? 1 : 3))));
        Assert.Equal(ColumnKind.Identifier, choice.Kind);
        Assert.Contains("every value differs", choice.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("paid")]
    [InlineData("width")]
    [InlineData("valid")]
    public void Different_integers_with_an_ordinary_name_are_numbers(string name) =>
        Assert.Equal(ColumnKind.Number, Choice(Numbers(name, i => 1000 + (i * 7 % Rows * 3))).Kind);

    [Fact]
    public void Measured_numbers_in_order_are_numbers() =>
        Assert.Equal(ColumnKind.Number, Choice(Numbers("time", i => i * 0.1)).Kind);

    [Fact]
    public void Constants_and_empty_columns_are_dropped()
    {
        Assert.Equal((ColumnKind.Constant, "dropped: the only value is 3"), (Choice(Numbers("c", _ => 3)).Kind, Choice(Numbers("c", _ => 3)).Reason));
        Assert.Equal("dropped: the only value is 'x'", Choice(Texts("c", i => i % 3 == 0 ? null : "x")).Reason);
        Assert.Equal("dropped: every value is missing", Choice(Numbers("c", _ => double.NaN)).Reason);
    }

    [Fact]
    public void Texts_are_categories_identifiers_names_or_free_text()
    {
        Assert.Equal("category, 3 values, 10 missing", Choice(Texts("t", i => i % 4 == 0 ? null : $"v{i % 4}")).Reason);
        Assert.Equal(ColumnKind.Category, Choice(Texts("t", i => $"v{i % 4}")).Kind);
        Assert.Equal(ColumnKind.Identifier, Choice(Texts("t", i => $"v{i}")).Kind);
        Assert.Equal(ColumnKind.Text, Choice(Texts("t", i => $"Surname{i % 30}")).Kind);
        ColumnChoice free = Choice(Texts("t", i => $"A whole sentence of a customer, number {i}."));
        Assert.Equal((ColumnKind.Text, "dropped: free text, 40 different values in 40 rows"), (free.Kind, free.Reason));
    }

    [Fact]
    public void The_limit_of_categories_can_be_set()
    {
        // What is no category is hashed where each value comes ten times on average, as a country of 133 in 1649 rows does, and dropped where it is rarer.
        ColumnKind Kind(int values, int most) => Schema.Infer(
            new Table(Texts("t", i => $"v{i % values}"), Numbers("x", i => i * 0.5), Numbers("y", i => i % 2)), "y",
                new() { MaxCategories = most }).Columns[0].Kind;
        Assert.Equal([ColumnKind.Category, ColumnKind.Hashed, ColumnKind.Text], [Kind(4, 4), Kind(4, 3), Kind(20, 19)]);
    }

    [Fact]
    public void The_task_follows_from_the_target()
    {
        LearningTask Task(Column target) => Schema.Infer(new Table(Numbers("x", i => i * 0.5), target), target.Name).Task;
        Assert.Equal(LearningTask.Binary, Task(Numbers("y", i => i % 2)));
        Assert.Equal(LearningTask.Binary, Task(Texts("y", i => i % 2 == 0 ? "no" : "yes")));
        Assert.Equal(LearningTask.Multiclass, Task(Numbers("y", i => i % 10)));
        Assert.Equal(LearningTask.Regression, Task(Numbers("y", i => i % 20))); // each twice only
        Assert.Equal(LearningTask.Regression, Task(Numbers("y", i => i % 21)));
        Assert.Equal(LearningTask.Regression, Task(Numbers("y", i => i % 3 * 0.5)));
    }

    [Fact]
    public void The_task_can_be_set()
    {
        var table = new Table(Numbers("x", i => i * 0.5), Numbers("y", i => i % 5));
        Schema schema = Schema.Infer(table, "y", new SchemaOptions { Task = LearningTask.Regression });
        Assert.Equal(LearningTask.Regression, schema.Task);
        Assert.Throws<DataException>(() => Schema.Infer(table, "y", new SchemaOptions { Task = LearningTask.Binary }));
    }

    [Fact]
    public void A_misspelled_target_is_an_error_that_lists_the_columns_and_suggests()
    {
        var table = new Table(Numbers("Age", i => i * 0.5), Numbers("Exited", i => i % 2));
        string message = Assert.Throws<DataException>(() => Schema.Infer(table, "Exitd")).Message;
        Assert.Contains("no column 'Exitd' to predict. Did you mean 'Exited'? The columns are: Age, Exited.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_class_only_is_an_error() =>
        Assert.Contains(
            "Every row has the value '1', so there is nothing to learn",
            Assert.Throws<DataException>(() => Schema.Infer(new Table(Numbers("x", i => i * 0.5), Numbers("y", _ => 1)), "y")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_target_of_names_is_an_error() =>
        Assert.Contains(
            "too many to be classes",
            Assert.Throws<DataException>(() => Schema.Infer(new Table(Numbers("x", i => i * 0.5), Texts("y", i => $"n{i}")), "y")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_decision_can_be_overruled()
    {
        var table = new Table(Numbers("id", i => i), Numbers("zip", i => i % 3), Numbers("y", i => i % 2));
        Schema schema = Schema.Infer(table, "y").With("id", ColumnKind.Number).With("zip", ColumnKind.Category);
        Assert.Equal([ColumnKind.Number, ColumnKind.Category, ColumnKind.Target], schema.Columns.Select(column => column.Kind));
        Assert.Equal(["zip"], Schema.Infer(table, "y").Features.Select(column => column.Name));
        Assert.Throws<DataException>(() => schema.With("zap", ColumnKind.Number));
        Assert.Throws<ArgumentException>(() => schema.With("y", ColumnKind.Number));
        Assert.Throws<ArgumentException>(() => schema.With("zip", ColumnKind.Target));
    }
}
