#:project ../src/Hebb.Learning/Hebb.Learning.csproj
#:property HebbLearning=true
// Is it praise? A network learns what sentences mean where the order of words decides ("not dull", "great, but the ending was weak"); another one learns to
// write such sentences, character by character; and the first reads what the second wrote. Run: dotnet run -c Release samples/texts.cs
string work = Directory.CreateTempSubdirectory("hebb-sample-").FullName;

// snippet: classify
Table reviews = SyntheticTables.Sentences(2000, seed: 1);   // or CsvReader.Read("reviews.csv"), or TextFolder.Read("reviews")
TextRecipe recipe = TextTrainer.Prepare(reviews, "text", "sentiment");
foreach (string decision in recipe.Decisions) { Console.WriteLine(decision); }

TrainedNetwork trained = NetworkTrainer.Train(recipe);
trained.Save(Path.Combine(work, "sentiment"));   // model.keras, pipeline.json, history.csv, report.html

TextModel reader = TextModel.Load(Path.Combine(work, "sentiment"));
string[] own = ["This plot is not boring.", "The camera was great, but its ending was dull.", "That film was never very funny."];
Predictions answers = reader.Predict(own);
for (int i = 0; i < own.Length; i++) { Console.WriteLine($"{own[i],-48} {answers[i]}, positive to {answers.Probability(i, 1):P0}"); }
// end
Console.WriteLine(
    $"held-out sentences: {trained.Metrics["accuracy"]:P1} right; a bag of words {trained.Linear!["accuracy"]:P1}, guessing {trained.Baseline["accuracy"]:P1}");

// snippet: write
string text = string.Join('\n', Enumerable.Range(0, reviews.Rows).Select(row => reviews["text"].TextAt(row)));
TrainedNetwork writing = CharacterTrainer.Train(text, new() { Epochs = 12 });
writing.Save(Path.Combine(work, "writer"));

CharacterModel writer = CharacterModel.Load(Path.Combine(work, "writer"));
string written = string.Concat(writer.Generate(400, temperature: 0.8, seed: 1));
string[] sentences = written.Split('\n')[..^1];   // the last one is cut off
Predictions moods = reader.Predict(sentences);
for (int i = 0; i < sentences.Length; i++) { Console.WriteLine($"{moods[i]}: {sentences[i]}"); }
// end
Console.WriteLine(
    $"nats for each held-out character: {writing.Metrics["log_loss"]:F3}; of three characters in a row {writing.Linear!["log_loss"]:F3}, of how often each "
    + $"occurs {writing.Baseline["log_loss"]:F3}");

Directory.Delete(work, recursive: true);
return trained.Metrics["accuracy"] > 0.95 && answers[0] == "positive" && answers[1] == "negative" && answers[2] == "negative"
    && writing.Metrics["log_loss"] < writing.Linear["log_loss"] ? 0 : 1;
