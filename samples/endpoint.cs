#:sdk Microsoft.NET.Sdk.Web
#:project ../src/Hebb.Learning/Hebb.Learning.csproj
#:property HebbLearning=true
// From a CSV file to an HTTP endpoint that predicts: docs/endpoint.md. Without arguments it trains, serves, asks itself once and ends.
// To go on serving: dotnet run samples/endpoint.cs -- MODEL-FOLDER [URL]
using System.Net.Http.Json;

bool asksItself = args.Length == 0;
string folder = asksItself ? Path.Combine(Directory.CreateTempSubdirectory("hebb-sample-").FullName, "customers-model") : args[0];
string url = args.Length > 1 ? args[1] : asksItself ? "http://127.0.0.1:0" : "http://localhost:5000";
if (asksItself) { Train(Path.Combine(AppContext.GetData("EntryPointFileDirectoryPath") as string ?? "samples", "data", "customers.csv"), folder); }

// snippet: serve
TableModel model = TableModel.Load(folder);                             // once: requests may predict with it at the same time

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls(url);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
WebApplication app = builder.Build();
app.MapPost("/predict", IResult (Customer customer) =>
{
    try
    {
        Predictions prediction = model.Predict(customer, out TransformReport report);
        return Results.Ok(new Answer(prediction[0], prediction.Probability("yes"), report.IsClean ? null : report.ToString()));
    }
    catch (DataException wrong)                                         // a value that no training row could have
    {
        return Results.BadRequest(wrong.Message);
    }
});
// end
await app.StartAsync();
Console.WriteLine($"POST {app.Urls.First()}/predict");
if (!asksItself)
{
    await app.WaitForShutdownAsync();
    return 0;
}

// What a client does.
using HttpClient client = new() { BaseAddress = new(app.Urls.First()) };
using HttpResponseMessage response = await client.PostAsJsonAsync(
    "/predict", new { age = 40, country = "France", contract = "monthly", supportCalls = 5, daysSinceLogin = 30 });
string body = await response.Content.ReadAsStringAsync();
Console.WriteLine($"{(int)response.StatusCode} {body}");
await app.StopAsync();
Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
return response.IsSuccessStatusCode && body.Contains("\"yes\"", StringComparison.Ordinal) ? 0 : 1;

// What "hebb train customers.csv --target Churned --output FOLDER" does.
static void Train(string file, string folder)
{
    // snippet: train
    TrainedTable trained = TableTrainer.Train(CsvReader.Read(file), "Churned", new() { Seed = 1 });
    Console.WriteLine(trained.Comparison.Verdict);
    trained.Save(folder);                                               // model.keras, pipeline.json, history.csv, report.html
    // end
}

// snippet: types
/// <summary>A row: a property for each column of the CSV file; null is a missing value.</summary>
internal sealed record Customer
{
    public double? Age { get; init; }
    public string? Country { get; init; }
    public double? Tenure { get; init; }
    public string? Contract { get; init; }
    public int? Products { get; init; }
    public decimal? MonthlyCharge { get; init; }
    public int? SupportCalls { get; init; }
    public int? Satisfaction { get; init; }
    public bool? HasApp { get; init; }
    public int? DaysSinceLogin { get; init; }
}

/// <summary>What is answered, with a note where values were missing or unknown.</summary>
internal sealed record Answer(string Churned, double Probability, string? Note);
// end
