#:project ../src/Hebb.Learning/Hebb.Learning.csproj
#:property HebbLearning=true
// Which digit is it? A folder of pictures for each class becomes a saved network that names new pictures, and what its filters see is drawn as text.
// Run: dotnet run -c Release samples/images.cs [FOLDER]
string work = Directory.CreateTempSubdirectory("hebb-sample-").FullName;
string folder = args.Length > 0 ? args[0] : Path.Combine(work, "digits");
if (args.Length == 0) { SyntheticFolder.Find("digits")!.Write(folder, 800, noise: 0.02, seed: 1); }   // pictures drawn by Hebb itself

// snippet: train
ImageDataset images = ImageDataset.FromDirectory(folder, new() { Width = 28, Height = 28 });
ImageRecipe recipe = ImageTrainer.Prepare(images, new() { Epochs = 8 });
foreach (string decision in recipe.Decisions) { Console.WriteLine(decision); }

TrainedNetwork trained = NetworkTrainer.Train(recipe);
trained.Save(Path.Combine(work, "model"));   // model.keras, pipeline.json, history.csv, report.html

ImageModel model = ImageModel.Load(Path.Combine(work, "model"));
string picture = ImageFiles.In(folder).First();
Predictions answer = model.Predict(picture);
Console.WriteLine($"{Path.GetRelativePath(folder, picture)} is '{answer[0]}' with probability {answer.Probability(0, 0):P1}");
// end
Console.WriteLine(
    $"held-out pictures: {trained.Metrics["accuracy"]:P1} right; "
    + $"a softmax regression {trained.Linear!["accuracy"]:P1}, guessing {trained.Baseline["accuracy"]:P1}");

// The picture, and the first four maps that the first convolution makes of it.
Tensor x = images.Read(0).ToTensor(1 / 255.0).ExpandDims(0);
Tensor maps = model.Model.Activations(x)["re_lu"];
Draw(x.Reshape([28, 28]));
for (int map = 0; map < 2; map++) { Draw(maps.Slice(3, map..(map + 1)).Reshape([28, 28])); }
Directory.Delete(work, recursive: true);
return trained.Metrics["accuracy"] > 0.9 ? 0 : 1;

static void Draw(Tensor map)
{
    float[] values = map.ToArray<float>();
    float most = Math.Max(values.Max(), 1e-6f);
    for (int row = 0; row < 28; row += 2)
    {
        Console.WriteLine(
            "  " + string.Concat(Enumerable.Range(0, 28).Select(column => " .:-=+*#%@"[(int)(9 * Math.Clamp(values[row * 28 + column] / most, 0, 1))])));
    }
}
