using System.Text;
using System.Xml.Linq;
using Hebb.Formats;

namespace Hebb.Learning.Reports;

/// <summary>A page that is read offline: one file, pictures inside, no script, light or dark as the reader's system is.</summary>
internal static class ReportPage
{
    /// <summary>The page as text.</summary>
    public static string ToHtml(string title, string heading, IEnumerable<XElement> content)
    {
        XElement page = Html.Tag(
            "html", Html.Set("lang", "en"),
            Html.Tag(
                "head",
                Html.Tag("meta", Html.Set("charset", "utf-8")),
                Html.Tag("meta", Html.Set("name", "viewport"), Html.Set("content", "width=device-width, initial-scale=1")),
                Html.Tag("title", title), Html.Tag("style", ReportStyle.Css)),
            Html.Tag(
                "body",
                Html.Tag(
                    "main",
                    [
                        Html.Tag("h1", heading),
                        .. content,
                        Html.Tag("footer", "Written by Hebb. This page needs no internet connection and runs no script."),
                    ])));
        return "<!DOCTYPE html>\n" + page.ToString(System.Xml.Linq.SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>Writes a page, which appears when it is complete.</summary>
    public static void Save(string path, string html) => AtomicFile.Write(path, stream => stream.Write(new UTF8Encoding(false).GetBytes(html)));

    /// <summary>A heading, a sentence, and what it is about.</summary>
    public static XElement[] Section(string title, string text, params XElement[] content) => [Html.Tag("h2", title), Html.Tag("p", text), .. content];

    /// <summary>A frame with a title.</summary>
    public static XElement Card(string title, params XElement[] content) => Html.Tag("section", [Html.Set("class", "card"), Html.Tag("h3", title), .. content]);

    /// <summary>Frames side by side.</summary>
    public static XElement Cards(IEnumerable<XElement> cards) => Html.Tag("div", [Html.Set("class", "cards"), .. cards]);
}
