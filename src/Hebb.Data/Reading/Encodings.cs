using System.Text;

namespace Hebb.Data.Reading;

/// <summary>Encodings by name: those that .NET has built in, and the code pages of Windows, DOS and others.</summary>
internal static class Encodings
{
    /// <summary>What text is that is no Unicode: Latin-1 with €, ’ and others where Latin-1 has control characters.</summary>
    public static Encoding Windows1252 { get; } = Find("windows-1252")!;

    /// <summary>An encoding by its name or its number; null if it is not known.</summary>
    public static Encoding? Find(string name)
    {
        bool isNumber = int.TryParse(name, out int page);
        Encoding? encoding = null;
        try
        {
            encoding = isNumber ? CodePagesEncodingProvider.Instance.GetEncoding(page) : CodePagesEncodingProvider.Instance.GetEncoding(name);
            encoding ??= isNumber ? Encoding.GetEncoding(page) : Encoding.GetEncoding(name);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            // the caller says it in its own words
        }

        return encoding;
    }
}
