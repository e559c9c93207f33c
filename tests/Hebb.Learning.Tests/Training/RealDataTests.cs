using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;

namespace Hebb.Learning.Tests.Training;

/// <summary>The tables of the data collection: the expected figures are those its documentation states.</summary>
public sealed class RealDataTests
{
    private static CsvTable Read(string name) => CsvReader.Read(Repository.SharedData(name)!);

    private static int CountOf(Column column, string value) => Enumerable.Range(0, column.Count).Count(row => column.TextAt(row) == value);

    private static int Missing(Table table) => table.Columns.Sum(column => column.MissingCount);

    [RealDataFact("churn/Churn_Modelling.csv")]
    public void Churn_becomes_numbers_from_training_rows()
    {
        CsvTable table = Read("churn/Churn_Modelling.csv");
        Assert.Equal((10_000, 14, 0), (table.Rows, table.Columns.Count, Missing(table)));
        Schema schema = Schema.Infer(table, "Exited");
        Assert.Equal(["RowNumber", "CustomerId", "Surname"], schema.DroppedColumns.Select(column => column.Name));
        TrainValidationTest rows = Split.TrainValidationTest(table["Exited"], seed: 1);
        Assert.Equal(407, rows.Test.Count(row => table["Exited"].TextAt(row) == "1"));
        ColumnPipeline pipeline = ColumnPipeline.Fit(table.Take(rows.Train), schema);
        FeatureMatrix x = pipeline.Transform(table.Take(rows.Train), out TransformReport report);
        Assert.True(report.IsClean);
        Assert.Equal(
            ["CreditScore", "Geography_France", "Geography_Germany", "Geography_Spain", "Gender_Female", "Gender_Male", "Age", "Tenure", "Balance",
                "NumOfProducts", "HasCrCard", "IsActiveMember", "EstimatedSalary"],
            x.FeatureNames);
        double mean = Enumerable.Range(0, x.Rows).Average(row => (double)x[row, 0]),
            square = Enumerable.Range(0, x.Rows).Average(row => (double)x[row, 0] * x[row, 0]);
        Assert.Equal(0, mean, 1e-6);
        Assert.Equal(1, square, 1e-6);
        Assert.Equal(2037, pipeline.EncodeTarget(table).Sum());
    }

    [RealDataFact("heart_disease/heart.csv")]
    public void Heart_has_a_byte_order_mark()
    {
        CsvTable table = Read("heart_disease/heart.csv");
        Assert.Equal((303, 14, "age", 165), (table.Rows, table.Columns.Count, table.Columns[0].Name, CountOf(table["target"], "1")));
        Assert.True(table.Format.HasByteOrderMark);
    }

    [RealDataFact("heart_disease/processed.cleveland.data")]
    public void Cleveland_has_no_header_and_question_marks()
    {
        CsvTable table = Read("heart_disease/processed.cleveland.data");
        Assert.Equal((303, 14, 6, false), (table.Rows, table.Columns.Count, Missing(table), table.Format.HasHeader));
        Assert.Equal([164, 55, 36, 35, 13], Enumerable.Range(0, 5).Select(value => CountOf(table["c14"], $"{value}")));
        Assert.Equal(LearningTask.Multiclass, Schema.Infer(table, "c14").Task);
    }

    [RealDataFact("iris/iris.csv")]
    public void Iris_has_three_species()
    {
        CsvTable table = Read("iris/iris.csv");
        Schema schema = Schema.Infer(table, "species");
        Assert.Equal((150, LearningTask.Multiclass, 4), (table.Rows, schema.Task, schema.Features.Count()));
        Assert.Equal(50, CountOf(table["species"], "virginica"));
    }

    [RealDataFact("wine/wine.csv")]
    public void Wine_has_no_header()
    {
        CsvTable table = Read("wine/wine.csv");
        Assert.Equal((178, 14, false, 0), (table.Rows, table.Columns.Count, table.Format.HasHeader, Missing(table)));
        Assert.Equal([59, 71, 48], Enumerable.Range(1, 3).Select(value => CountOf(table["c14"], $"{value}")));
        Assert.Equal(13, Schema.Infer(table, "c14").Features.Count());
    }

    [RealDataFact("breast_cancer/breast-cancer-wisconsin.csv")]
    public void Breast_cancer_has_no_header_and_question_marks()
    {
        CsvTable table = Read("breast_cancer/breast-cancer-wisconsin.csv");
        Assert.Equal((699, 10, 16, false), (table.Rows, table.Columns.Count, Missing(table), table.Format.HasHeader));
        Schema schema = Schema.Infer(table, "c10");
        Assert.Equal((LearningTask.Binary, 458), (schema.Task, CountOf(table["c10"], "2")));
        Assert.Equal(["2", "4"], ColumnPipeline.Fit(table, schema).Target.Classes);
    }

    [RealDataFact("creditcard_fraud/creditcard_sample.csv")]
    public void Credit_cards_have_473_frauds()
    {
        CsvTable table = Read("creditcard_fraud/creditcard_sample.csv");
        Assert.Equal((8627, 31, 473), (table.Rows, table.Columns.Count, CountOf(table["Class"], "1")));
        Assert.Empty(Schema.Infer(table, "Class").DroppedColumns);
    }

    [RealDataFact("california_housing/housing.csv")]
    public void Housing_is_a_regression_with_empty_cells()
    {
        CsvTable table = Read("california_housing/housing.csv");
        Assert.Equal((20_640, 10, 207), (table.Rows, table.Columns.Count, table["total_bedrooms"].MissingCount));
        Schema schema = Schema.Infer(table, "median_house_value");
        Assert.Equal(LearningTask.Regression, schema.Task);
        ColumnPipeline pipeline = ColumnPipeline.Fit(table, schema);
        Assert.Equal(13, pipeline.FeatureNames.Count);
        double[] back = pipeline.Target.DecodeNumbers(pipeline.EncodeTarget(table));
        Assert.Equal(452_600, back[0], 0.1);
    }

    [RealDataFact("auto_mpg/mpg.csv")]
    public void Mpg_drops_the_names_of_the_cars()
    {
        CsvTable table = Read("auto_mpg/mpg.csv");
        Assert.Equal((398, 6), (table.Rows, table["horsepower"].MissingCount));
        Schema schema = Schema.Infer(table, "mpg");
        Assert.Equal((LearningTask.Regression, "name"), (schema.Task, Assert.Single(schema.DroppedColumns).Name));
    }

    [RealDataFact("sms_spam/sms.tsv")]
    public void Text_messages_keep_their_quotes()
    {
        CsvTable table = Read("sms_spam/sms.tsv");
        Assert.Equal((5574, 2, '\t', false), (table.Rows, table.Columns.Count, table.Format.Delimiter, table.Format.HasHeader));
        Assert.Equal((4827, 747), (CountOf(table["c1"], "ham"), CountOf(table["c1"], "spam")));
        Assert.Equal(0, Missing(table));
    }

    [RealDataFact("time_series/airline-passengers.csv")]
    public void Airline_passengers_have_quoted_months()
    {
        CsvTable table = Read("time_series/airline-passengers.csv");
        Assert.Equal((144, "1949-01", 112), (table.Rows, table.Text("Month")[0], table.Number("Passengers")[0]));
    }

    [RealDataFact("time_series/ETTh1.csv")]
    public void Transformer_temperatures_are_a_regression()
    {
        CsvTable table = Read("time_series/ETTh1.csv");
        Schema schema = Schema.Infer(table, "OT");
        Assert.Equal((17_420, LearningTask.Regression, 7), (table.Rows, schema.Task, schema.Features.Count()));
    }
}
