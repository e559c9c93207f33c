using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Hebb.Data.Downloads;

namespace Hebb.Data.Tests.Downloads;

public sealed class DatasetDownloadTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("hebb-download-").FullName, "set");
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(200_000);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    private PublicDataset Set(Uri address) => new("test", "", address, [new("a.gz", Md5(_content))]);

    private string[] Names => [.. Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task A_file_is_fetched_checked_and_not_fetched_again()
    {
        using LocalServer server = new(_content);
        List<DownloadProgress> seen = [];
        IReadOnlyList<string> paths = await DatasetDownload.FetchAsync(Set(server.Address), _folder, progress: new Direct(seen.Add));
        Assert.Equal([Path.Combine(_folder, "a.gz")], paths);
        Assert.Equal(_content, File.ReadAllBytes(paths[0]));
        Assert.Equal(["a.gz"], Names);
        Assert.Equal(new DownloadProgress("a.gz", 200_000, 200_000, true), seen[^1]);
        Assert.Equal(new DownloadProgress("a.gz", 200_000, 200_000, false), seen[^2]);
        await DatasetDownload.FetchAsync(Set(server.Address), _folder);
        Assert.Equal(["GET /set/a.gz HTTP/1.1"], server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broken_download_goes_on_where_it_ended_if_the_server_can(bool knowsRanges)
    {
        using LocalServer server = new(_content) { BreakAfter = 70_000, KnowsRanges = knowsRanges };
        IOException broken = await Assert.ThrowsAsync<IOException>(() => DatasetDownload.FetchAsync(Set(server.Address), _folder));
        Assert.Contains("70000 bytes are there; run it again to resume", broken.Message, StringComparison.Ordinal);
        Assert.Equal(["a.gz.part"], Names);
        await DatasetDownload.FetchAsync(Set(new("http://nowhere.invalid/")), _folder, server.Address);
        Assert.Equal("GET /set/a.gz HTTP/1.1 Range: bytes=70000-", server.Requests[1]);
        Assert.Equal(_content, File.ReadAllBytes(Path.Combine(_folder, "a.gz")));
        Assert.Equal(["a.gz"], Names);
    }

    [Fact]
    public async Task A_part_that_is_the_whole_becomes_the_file()
    {
        using LocalServer server = new(_content);
        Directory.CreateDirectory(_folder);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "a.gz.part"), _content);
        await DatasetDownload.FetchAsync(Set(server.Address), _folder);
        Assert.Equal(["a.gz"], Names);
    }

    [Fact]
    public async Task Another_checksum_is_refused_and_nothing_stays()
    {
        using LocalServer server = new([.. _content, 1]);
        DataException wrong = await Assert.ThrowsAsync<DataException>(() => DatasetDownload.FetchAsync(Set(server.Address), _folder));
        Assert.Contains("is published. It was deleted", wrong.Message, StringComparison.Ordinal);
        Assert.Empty(Names);
    }

    [Fact]
    public async Task A_file_in_the_way_is_not_overwritten()
    {
        using LocalServer server = new(_content);
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.gz"), "mine");
        IOException wrong = await Assert.ThrowsAsync<IOException>(() => DatasetDownload.FetchAsync(Set(server.Address), _folder));
        Assert.Contains("its checksum is not the published one. Remove it", wrong.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(_folder, "a.gz")));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Without_a_file_or_a_server_the_error_says_what_to_do()
    {
        using LocalServer server = new(_content) { HasFile = false };
        IOException missing = await Assert.ThrowsAsync<IOException>(() => DatasetDownload.FetchAsync(Set(server.Address), _folder));
        Assert.Contains("/set/a.gz' cannot be downloaded", missing.Message, StringComparison.Ordinal);
        Assert.Contains("404", missing.Message, StringComparison.Ordinal);
        Uri address = server.Address;
        server.Dispose();
        IOException silent = await Assert.ThrowsAsync<IOException>(() => DatasetDownload.FetchAsync(Set(address), _folder));
        Assert.Contains("Run it again when there is a network, or put the file there yourself", silent.Message, StringComparison.Ordinal);
        Assert.Empty(Names);
    }

    [Fact]
    public async Task Stopping_keeps_what_came()
    {
        using LocalServer server = new(_content);
        using CancellationTokenSource stop = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => DatasetDownload.FetchAsync(Set(server.Address), _folder, progress: new Direct(_ => stop.Cancel()), cancellation: stop.Token));
        Assert.Equal(["a.gz.part"], Names);
        await DatasetDownload.FetchAsync(Set(server.Address), _folder);
        Assert.Equal(["a.gz"], Names);
    }

    /// <summary>Of the real files five are the very downloads; the checksums must be theirs.</summary>
    [RealDataFact("mnist/t10k-images-idx3-ubyte.gz")]
    public void Published_checksums_are_those_of_the_real_files()
    {
        foreach ((string set, string name) in ((string, string)[])[
            ("mnist", "t10k-images-idx3-ubyte.gz"), ("mnist", "t10k-labels-idx1-ubyte.gz"), ("mnist", "train-labels-idx1-ubyte.gz"),
            ("fashion-mnist", "t10k-labels-idx1-ubyte.gz"), ("fashion-mnist", "train-labels-idx1-ubyte.gz")])
        {
            byte[] file = File.ReadAllBytes(Repository.SharedData($"{set.Replace('-', '_')}/{name}")!);
            Assert.Equal(PublicDataset.Find(set).Files.Single(known => known.Name == name).Md5, Md5(file));
        }
    }

    [Fact]
    public void A_misspelled_set_is_answered_with_the_names() =>
        Assert.Contains(
            "Did you mean 'fashion-mnist'? The sets are: mnist, fashion-mnist, kmnist",
            Assert.Throws<ArgumentException>(() => PublicDataset.Find("fashion_mnist")).Message,
            StringComparison.Ordinal);

    [SuppressMessage("Security", "CA5351", Justification = "MD5 is what the sets publish.")]
    private static string Md5(byte[] file) => Convert.ToHexStringLower(MD5.HashData(file));

    /// <summary>Reports at once, in the thread that fetches.</summary>
    private sealed class Direct(Action<DownloadProgress> report) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => report(value);
    }
}
