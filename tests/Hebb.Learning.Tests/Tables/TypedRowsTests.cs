using System.Globalization;
using System.Text.Json.Serialization;
using Hebb.Activations;
using Hebb.Data;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Layers;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;
using Hebb.Models;

namespace Hebb.Learning.Tests.Tables;

/// <summary>Objects as rows: the same answers as a file with the same rows, whatever the culture and however the training file was written.</summary>
public sealed class TypedRowsTests
{
    /// <summary>Decimal commas and six ways to write a date or a part of one.</summary>
    private const string German = """
        credit_score;Balance;Contract;Active;Since;Month;Quarter;Seen;Code;Stays
        600;1.234,5;month-to-month;yes;31.01.2020;2020-01;2020Q1;1/5/49;007;ja
        650;0,1;one-year;no;01.02.2021;2021-02;2021Q2;2/15/51;012;nein
        ;99.000,25;two-years;yes;15.12.2022;2022-12;2022Q4;12/31/99;113;ja
        720;-999;month-to-month;no;07.07.2023;2023-07;2023Q3;7/14/07;007;nein
        810;12,75;one-year;yes;28.02.2024;2024-02;2024Q1;3/3/20;012;ja
        """;

    private enum Term
    {
        MonthToMonth,
        OneYear,
        TwoYears,
    }

    /// <summary>Cultures are invariant in tests, so those that do harm (as de-DE and ar-EG) are made by hand.</summary>
    public static TheoryData<string> Cultures => ["invariant", "comma", "arabic"];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Answers_are_those_of_a_file_with_the_same_rows(string culture)
    {
        TableModel model = Model(German, "Stays", new()
        {
            ColumnMissingMarks = new Dictionary<string, IReadOnlyCollection<string>> { ["Balance"] = ["-999"] },
        });
        const string Rows = """
            credit_score;Balance;Contract;Active;Since;Month;Quarter;Seen;Code
            640;1.234,5;one-year;yes;05.03.2021;2021-03;2021Q1;12/24/98;012
            701;0,1;month-to-month;no;31.12.2023;2023-12;2023Q4;1/1/49;007
            ;;;;;;;;
            555;-999;two-years;yes;29.02.2024 13:45:30;2024-02;2024Q1;2/29/20 1:02 PM;113
            """;
        float[] expected = model.Predict(Csv(Rows, model)).Outputs;
        Customer[] customers =
        [
            new(640, 1234.5m, Term.OneYear, true, new(2021, 3, 5), new(2021, 3, 17), new(2021, 2, 28), On(1998, 12, 24), "012"),
            new(701, 0.1m, Term.MonthToMonth, false, new(2023, 12, 31), new(2023, 12, 1), new(2023, 12, 31), On(2049, 1, 1), " 007 "),
            new(null, null, null, null, null, null, null, null, null),
            new(555, -999.0m, Term.TwoYears, true, new(2024, 2, 29, 13, 45, 30), new(2024, 2, 29), new(2024, 1, 1),
                new DateTimeOffset(2020, 2, 29, 13, 2, 0, TimeSpan.FromHours(9)), "113"),
        ];
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Culture(culture);
            Assert.Equal(expected, model.Predict(customers).Outputs);
            Assert.Equal(expected, model.Predict(customers.Where(_ => true)).Outputs);
            for (int row = 0; row < customers.Length; row++) { Assert.Equal(expected[row], model.Predict(customers[row]).Outputs[0]); }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Every_type_of_number_is_read_as_its_text_in_a_file()
    {
        const string Training = "a,b,c,t\n0.5,1,0,1.5\n1.25,2,1,2.5\n-3,7,1,3.75\n2,9,0,8\n";
        TableModel model = Model(Training, "t");
        float[] expected = model.Predict(Csv("a,b,c\n0.1,7,1", model)).Outputs;
        Assert.Equal(expected, model.Predict(new { a = 0.1f, b = (byte)7, c = true }).Outputs);
        Assert.Equal(expected, model.Predict(new { a = 0.1, b = (sbyte)7, c = (int?)1 }).Outputs);
        Assert.Equal(expected, model.Predict(new { a = 0.1m, b = (ushort)7, c = (bool?)true }).Outputs);
        Assert.Equal(expected, model.Predict(new { a = (decimal?)0.10m, b = (short)7, c = 1u }).Outputs);
        Assert.Equal(expected, model.Predict(new { a = "0.1", b = 7L, c = '1' }).Outputs);
        Assert.Equal(expected, model.Predict(new { A = "0.1", B = 7UL, C = (nint)1 }).Outputs);
        Assert.Equal(expected, model.Predict(new { A = 0.1, B = (Int128)7, C = (nuint)1 }).Outputs);
        Assert.Equal(expected, model.Predict(new { A = 0.1, B = (UInt128)7, C = (Half)1 }).Outputs);
        expected = model.Predict(Csv("a,b,c\n,-2.5E-07,", model)).Outputs;
        Assert.Equal(expected, model.Predict(new { a = double.NaN, b = -2.5e-7, c = (bool?)null }, out TransformReport report).Outputs);
        Assert.Equal(["a", "c"], report.Columns.Select(column => column.Column));
        Assert.Contains("infinite", Assert.Throws<DataException>(() => model.Predict(new { a = float.PositiveInfinity, b = 1, c = 1 })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_characters_and_identifiers_are_categories()
    {
        Guid one = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), two = Guid.Parse("7c9e6679-7425-40de-944b-e07fc1f90ae7");
        TableModel model = Model($"grade,id,flag,y\nA,{one},yes,p\nB,{two},no,q\nA,{two},maybe,q\nB,{one},yes,p\n", "y");
        float[] expected = model.Predict(Csv($"grade,id,flag\nB,{one},no", model)).Outputs;
        Assert.Equal(expected, model.Predict(new { grade = 'B', id = one, flag = false }).Outputs);
        Assert.Equal(expected, model.Predict(new { grade = "B", id = one.ToString(), flag = "no" }).Outputs);
    }

    [Fact]
    public void Tables_and_dictionaries_keep_their_own_overloads()
    {
        TableModel model = Model("a,b,y\n1,2,p\n2,5,q\n3,1,q\n", "y");
        CsvTable table = Csv("b,a\n2,1\n,3", model);
        Assert.Equal(2, model.Predict(table).Rows);
        Assert.Equal(1, model.Predict(new Dictionary<string, string?> { ["a"] = "1" }).Rows);
        Assert.Equal(1, model.Predict(Row.Parse("a=1")).Rows);
        Assert.Equal(0, model.Predict(Array.Empty<Pair>()).Rows);
        Assert.Equal(2, model.Predict(new List<Pair> { new(1, 2), new(3, null) }).Rows);
        Assert.Equal(model.Predict(table).Outputs, model.Predict(new List<Pair> { new(1, 2), new(3, null) }).Outputs);
    }

    [Fact]
    public void Names_given_for_json_come_first_and_other_properties_are_ignored()
    {
        TableModel model = Model("Age,Credit Score,y\n1,2,p\n2,5,q\n3,1,q\n", "y");
        float[] expected = model.Predict(Csv("Age,Credit Score\n2,5", model)).Outputs;
        Assert.Equal(expected, model.Predict(new Renamed()).Outputs);
        Assert.Equal(expected, model.Predict(new { age = 2, creditScore = 5, y = "p", more = new object() }).Outputs);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        TableModel model = Model("Tenure,credit_score,y\n1,2,p\n2,5,q\n3,1,q\n", "y");
        string Of<T>(T row)
            where T : notnull => Assert.Throws<DataException>(() => model.Predict(row)).Message;
        Assert.Equal(
            "column 'Tenure': the anonymous type has no property for it. Did you mean 'Tenur'? The other properties are: Tenur, Age. Add a property, null "
            + "where there is no value, or put [JsonPropertyName(\"Tenure\")] on the one that holds it.", Of(new { Tenur = 1, CreditScore = 2, Age = 3 }));
        Assert.StartsWith("column 'Tenure': Int32 has no property for 2 columns: Tenure, credit_score.", Of(5), StringComparison.Ordinal);
        Assert.StartsWith("column 'credit_score': the anonymous type has 2 properties for it: CreditScore, Credit_Score. Put [JsonPropertyName",
            Of(new { Tenure = 1, CreditScore = 2, Credit_Score = 3 }), StringComparison.Ordinal);
        Assert.StartsWith("column 'Tenure': the property 'Tenure' of the anonymous type is of type TimeSpan. Expected a number, bool, ",
            Of(new { Tenure = TimeSpan.Zero, CreditScore = 2 }), StringComparison.Ordinal);
        Assert.StartsWith("column 'Tenure': '2024-01-02' is not a number.",
            Of(new { Tenure = new DateOnly(2024, 1, 2), CreditScore = 2 }), StringComparison.Ordinal);
        Assert.StartsWith("row 1 is null.",
            Assert.Throws<DataException>(() => model.Predict(new[] { new { Tenure = 1, CreditScore = 2 }, null! })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => model.Predict((Renamed)null!));

        TableModel twice = Model("credit_score,Credit Score,y\n1,2,p\n2,5,q\n3,1,q\n", "y");
        Assert.StartsWith("column 'Credit Score': the property 'CreditScore' of the anonymous type fits the column 'credit_score' as well.",
            Assert.Throws<DataException>(() => twice.Predict(new { CreditScore = 2 })).Message, StringComparison.Ordinal);
        TableModel words = Model("word,y\nja,p\nnein,q\nvielleicht,q\n", "y");
        Assert.StartsWith("column 'word': true is none of the categories ja, nein, vielleicht. Use a string property.",
            Assert.Throws<DataException>(() => words.Predict(new { word = true })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_probability_is_asked_for_by_the_name_of_the_class()
    {
        Predictions three = new(TargetEncoder.OfClasses("kind", "a", "b", "c"), 2, [0.2f, 0.3f, 0.5f, 0.6f, 0.3f, 0.1f]);
        Assert.Equal(0.5f, three.Probability(0, "c"));
        Assert.Equal(0.6f, three.Probability(1, "a"));
        Predictions one = new(TargetEncoder.OfClasses("Churned", "no", "yes"), 1, [0.25f]);
        Assert.Equal((0.25f, 0.75f), (one.Probability("yes"), one.Probability("no")));
        Assert.StartsWith("'Churned' has no class 'Yes'. Did you mean 'yes'? The classes are: no, yes.",
            Assert.Throws<ArgumentException>(() => one.Probability("Yes")).Message, StringComparison.Ordinal);
        Assert.Equal("There are 2 rows. Name the row as well: Probability(row, \"a\").",
            Assert.Throws<InvalidOperationException>(() => three.Probability("a")).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => three.Probability(2, "a"));
        Assert.Equal("'Price' is a number and has no classes: read Number(row) instead of Probability(row, \"yes\").",
            Assert.Throws<InvalidOperationException>(() => new Predictions(TargetEncoder.OfNumber("Price"), 1, [1]).Probability("yes")).Message);
    }

    private static CultureInfo Culture(string name)
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        if (name == "invariant") { return culture; }
        culture.NumberFormat.NumberDecimalSeparator = name == "comma" ? "," : "٫";
        culture.NumberFormat.NumberGroupSeparator = name == "comma" ? "." : "٬";
        culture.NumberFormat.NegativeSign = "−";
        culture.NumberFormat.NaNSymbol = "keine Zahl";
        culture.DateTimeFormat.DateSeparator = ".";
        culture.DateTimeFormat.TimeSeparator = ".";
        culture.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
        return culture;
    }

    private static DateTimeOffset On(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    private static TableModel Model(string csv, string target, CsvOptions? options = null)
    {
        CsvTable table = CsvReader.Read(new StringReader(csv), options);
        ColumnPipeline pipeline = ColumnPipeline.Fit(table, Schema.Infer(table, target));
        Assert.Equal(table.Columns.Count - 1, pipeline.ColumnNames.Count);
        int outputs = pipeline.Target.Classes.Count > 2 ? pipeline.Target.Classes.Count : 1;
        Sequential network = new([
            new Input([pipeline.FeatureNames.Count]),
            new Dense(8, Activation.Tanh),
            new Dense(outputs, pipeline.Target.Classes.Count == 2 ? Activation.Sigmoid : Activation.Linear),
        ])
        { Seed = 1 };
        return new(network, pipeline);
    }

    private static CsvTable Csv(string rows, TableModel model) => CsvReader.Read(new StringReader(rows), new() { Reading = model.Pipeline.Reading });

    private sealed record Customer(
        int? CreditScore, decimal? Balance, Term? Contract, bool? Active, DateTime? Since, DateOnly? Month, DateOnly? Quarter, DateTimeOffset? Seen,
        string? Code);

    private readonly record struct Pair(int A, double? B);

    private sealed class Renamed
    {
        [JsonPropertyName("Credit Score")]
        public int Age => 5;

        [JsonPropertyName("Age")]
        public long CreditScore => 2;

        public string this[int index] => throw new InvalidOperationException($"{index}");
    }
}
