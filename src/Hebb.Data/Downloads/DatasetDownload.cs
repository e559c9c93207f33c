using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Hebb.Data.Downloads;

/// <summary>
/// Fetches public data sets. A file appears under its name only when its checksum is right; what has come so far lies beside it in a .part file,
/// from which the next run goes on.
/// </summary>
public static class DatasetDownload
{
    private const int Block = 1 << 16;

    // No file of a set is nearly as large; a server that sends without end must not fill the disk.
    private const long MostBytes = 1L << 30;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>Fetches the files of a set that are not there yet.</summary>
    /// <param name="set">The set.</param>
    /// <param name="folder">The folder to write to; it is made if need be.</param>
    /// <param name="address">Another place to fetch from, such as a mirror; null for the set's own.</param>
    /// <param name="progress">Told about every block.</param>
    /// <param name="cancellation">Stops; the next run goes on from there.</param>
    /// <returns>The paths of the files.</returns>
    /// <exception cref="IOException">The network or the server fails, or a file with the same name and other content is in the way; the
    /// message says what to do.</exception>
    /// <exception cref="DataException">What came has another checksum than published; it is deleted.</exception>
    public static async Task<IReadOnlyList<string>> FetchAsync(
        PublicDataset set, string folder, Uri? address = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        using HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
        List<string> paths = [];
        foreach (PublicFile file in set.Files)
        {
            string path = Path.Combine(folder, file.Name);
            paths.Add(path);
            if (File.Exists(path))
            {
                if (Checksum(path) != file.Md5)
                {
                    throw new IOException($"'{path}' exists, but its checksum is not the published one. Remove it, or give another folder.");
                }
            }
            else { await FetchAsync(client, new Uri(address ?? set.Address, file.Name), file, path, progress, cancellation).ConfigureAwait(false); }

            long size = new FileInfo(path).Length;
            progress?.Report(new(file.Name, size, size, IsDone: true));
        }

        return paths;
    }

    private static async Task FetchAsync(
        HttpClient client, Uri source, PublicFile file, string path, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        string part = path + ".part";
        long before = File.Exists(part) ? new FileInfo(part).Length : 0;
        try
        {
            await FetchPartAsync(client, source, file.Name, part, before, progress, cancellation).ConfigureAwait(false);
        }
        catch (Exception wrong) when (wrong is HttpRequestException or HttpIOException or TimeoutException or EndOfStreamException)
        {
            long there = File.Exists(part) ? new FileInfo(part).Length : 0;
            string next = there > 0 ? $"{there} bytes are there; run it again to resume from there" : "Run it again when there is a network";
            throw new IOException($"'{source}' cannot be downloaded: {wrong.Message} {next}, or put the file there yourself: '{path}'.", wrong);
        }

        if (Checksum(part) is var found && found != file.Md5)
        {
            File.Delete(part);
            throw new DataException(
                $"The download from '{source}' has the MD5 checksum {found}, but {file.Md5} is published. It was deleted: "
                + "run it again, or download it from another place.",
                file.Name,
                value: found);
        }

        File.Move(part, path);
    }

    private static async Task FetchPartAsync(
        HttpClient client, Uri source, string name, string part, long before, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, source);
        if (before > 0) { request.Headers.Range = new RangeHeaderValue(before, null); }
        using HttpResponseMessage response =
            await InTime(token => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), cancellation).ConfigureAwait(false);

        // All of it was there already: the checksum decides.
        if (before > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable) { return; }
        response.EnsureSuccessStatusCode();
        bool goesOn = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == before;
        if (response.StatusCode == HttpStatusCode.PartialContent && !goesOn) { throw new HttpRequestException("the server sent another part than asked for."); }
        long there = goesOn ? before : 0;
        long? total = response.Content.Headers.ContentLength + there;
        Stream incoming = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        FileStream target = new(part, goesOn ? FileMode.Append : FileMode.Create, FileAccess.Write);
        await using (incoming.ConfigureAwait(false))
        await using (target.ConfigureAwait(false))
        {
            byte[] block = new byte[Block];
            while (await InTime(token => incoming.ReadAsync(block, token).AsTask(), cancellation).ConfigureAwait(false) is > 0 and var count)
            {
                there += count;
                if (there > MostBytes) { throw new HttpRequestException($"the server sent more than {MostBytes} bytes."); }
                await target.WriteAsync(block.AsMemory(0, count), cancellation).ConfigureAwait(false);
                progress?.Report(new(name, there, total, IsDone: false));
            }
        }

        if (there < total) { throw new EndOfStreamException($"the connection ended after {there} of {total} bytes."); }
    }

    private static async Task<T> InTime<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_patience);
        try
        {
            return await work(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {s_patience.TotalSeconds} seconds.");
        }
    }

    [SuppressMessage("Security", "CA5351", Justification = "MD5 is what the sets publish; it finds damage, and nothing in the files is executed.")]
    private static string Checksum(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(MD5.HashData(stream));
    }
}
